package io.github.telnyxotp.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.ForeignPlaces;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageEverywhereTests {

	private final OtpPageRenderer renderer = new OtpPageRenderer();

	@Test
	@DisplayName("SEC-25 the bytes of page and JSON are the same in every country")
	void theBytesAreTheSameEverywhere() {
		List<List<String>> replies = ForeignPlaces.everywhere(this::replies);
		assertThat(replies).hasSize(4).containsOnly(replies.get(0));
		assertThat(replies.get(0).toString()).contains("4 min 50 s", "\"expiresAfterSeconds\":290", "24");
	}

	@Test
	@DisplayName("SEC-25 a code and what surrounds it are read alike in every country")
	void aCodeIsReadAlikeEverywhere() {
		assertThat(ForeignPlaces
			.everywhere(() -> OtpJson.submitted("{\"code\":\"٠١٢ ٣٤٥\"}".getBytes(StandardCharsets.UTF_8))
				.map(SubmittedCode::code)
				.flatMap(CodeFormat.ANY::normalise)
				.orElse("")))
			.containsOnly("012345");
	}

	private List<String> replies() {
		List<String> replies = new ArrayList<>();
		for (Locale reader : List.of(Locale.ENGLISH, Samples.SPANISH)) {
			for (State state : State.values()) {
				replies.add(this.renderer.render(Samples.page(reader, Samples.status(state), Notice.NONE)));
			}
			for (Notice notice : Notice.values()) {
				replies.add(this.renderer.render(Samples.page(reader, Samples.due(Duration.ofSeconds(290)), notice)));
			}
			replies.add(this.renderer.render(Samples.withoutPhone(reader)));
		}
		for (State state : State.values()) {
			replies
				.add(OtpJson.status(Samples.status(state, 3, new Step(Channel.WHATSAPP, Delivery.FAILED)), List.of()));
		}
		return replies;
	}

}
