package io.github.telnyxotp.page;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The small pieces of this room.
 */
class PagePiecesTests {

	private final Properties english = bundle("texts.properties");

	private final Properties spanish = bundle("texts_es.properties");

	@Test
	void bothBundlesHaveTheSameKeys() {
		assertThat(this.spanish.stringPropertyNames()).isEqualTo(this.english.stringPropertyNames());
		assertThat(this.spanish.values()).noneMatch((text) -> text.toString().isBlank());
	}

	@Test
	void bothBundlesHaveTheSamePlacesAndNoApostropheThatWouldVanish() {
		this.english.stringPropertyNames().forEach((key) -> {
			String there = this.spanish.getProperty(key);
			assertThat(there.contains("{0}")).as(key).isEqualTo(this.english.getProperty(key).contains("{0}"));
			assertThat(there.contains("{1}")).as(key).isEqualTo(this.english.getProperty(key).contains("{1}"));
			assertThat(there + this.english.getProperty(key)).as(key).doesNotContain("'");
		});
	}

	@ParameterizedTest
	@EnumSource
	void everyNoticeHasWordsAndSurvivesTheUrl(Notice notice) {
		assertThat(Notice.of(notice.id())).isEqualTo(notice);
		assertThat(notice.id()).matches("[a-z-]+");
		assertThat(this.english.containsKey("telnyx.otp.notice." + notice.id())).isEqualTo(notice != Notice.NONE);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "WRONG", "wrong ", "too_soon", "<script>", "ｗrong" })
	void unknownNoticesAreNone(@Nullable String id) {
		assertThat(Notice.of(id)).isEqualTo(Notice.NONE);
	}

	@Test
	void everyChannelAndDeliveryHasWords() {
		for (Channel channel : Channel.values()) {
			assertThat(this.english).containsKeys("telnyx.otp.channel." + channel.id(),
					"telnyx.otp.lead." + channel.id(), "telnyx.otp.send.by." + channel.id(),
					"telnyx.otp.send.again." + channel.id(), "telnyx.otp.send.now." + channel.id(),
					"telnyx.otp.lead.missed." + channel.id(), "telnyx.otp.lead.coming." + channel.id());
		}
		for (Delivery delivery : Delivery.values()) {
			assertThat(this.english).containsKey("telnyx.otp.delivery." + Parts.id(delivery));
		}
	}

	@Test
	@DisplayName("SEC-62 the headers are exactly these")
	void headersAreExactlyThese() {
		assertThat(SecurityHeaders.all()).containsExactly(Map.entry("Cache-Control", "no-store"),
				Map.entry("Content-Security-Policy",
						"default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
								+ "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"),
				Map.entry("X-Content-Type-Options", "nosniff"), Map.entry("Referrer-Policy", "no-referrer"),
				Map.entry("Cross-Origin-Opener-Policy", "same-origin"),
				Map.entry("Permissions-Policy", "otp-credentials=(self)"));
	}

	@Test
	@DisplayName("SEC-62 the assets load nothing from elsewhere")
	void assetsLoadNothingFromElsewhere() {
		assertThat(OtpAssets.css()).contains(":focus-visible", "prefers-reduced-motion", "prefers-color-scheme: dark")
			.doesNotContain("url(", "@import", "http");
		assertThat(OtpAssets.js()).contains("'use strict'")
			.doesNotContain("http:", "https:", "innerHTML", "eval(", "document.write", "console.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "login", "//evil", "///evil", "/\\evil", "\\/evil", "https:evil", "https://evil",
			"javascript:alert(1)", " /login", "/\t/evil", "/\n/evil", "/a b", "/a\u0000" })
	@DisplayName("SEC-64 links that may leave our host are refused")
	void foreignLinksAreRefused(String link) {
		assertThatIllegalArgumentException().isThrownBy(() -> new OtpLinks(link, "/s", "/t", null));
		assertThatIllegalArgumentException().isThrownBy(() -> new OtpLinks("/p", link, "/t", null));
		assertThatIllegalArgumentException().isThrownBy(() -> new OtpLinks("/p", "/s", link, null));
		assertThatIllegalArgumentException().isThrownBy(() -> new OtpLinks("/p", "/s", "/t", link));
	}

	@Test
	@DisplayName("SEC-66 a value that looks like a place is not filled")
	void templateIsFilledInOnePass() {
		Html html = new Template("<a>{{x}}</a>{{y}}").fill(Map.of("x", "{{y}}$1\\", "y", new Html("<b/>{{x}}")));
		assertThat(html.markup()).isEqualTo("<a>{{y}}$1\\</a><b/>{{x}}");
	}

	@Test
	void templateWithoutAValueIsABug() {
		assertThatIllegalStateException().isThrownBy(() -> new Template("{{x}}").fill(Map.of()));
	}

	@ParameterizedTest
	@CsvSource({ "0,0", "1,1", "999,1", "1000,1", "1001,2", "25000,25" })
	void secondsAreRoundedUp(long millis, long seconds) {
		assertThat(Seconds.of(Duration.ofMillis(millis))).isEqualTo(seconds);
	}

	@Test
	@DisplayName("SEC-67 neither token nor number is printed")
	void modelDoesNotPrintSecrets() {
		OtpPage page = Samples.page(Samples.SPANISH, Samples.status(State.WAITING), Notice.NONE);
		assertThat(page.toString()).doesNotContain("token-of-the-session", Samples.PHONE.value());
	}

	private static Properties bundle(String name) {
		Properties properties = new Properties() {

			@Override
			public synchronized Object put(Object key, Object value) {
				assertThat(super.put(key, value)).as("twice: " + key).isNull();
				return value;
			}

		};
		try {
			properties.load(new StringReader(OtpAssets.read(name)));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
		return properties;
	}

}
