package io.github.telnyxotp.telnyx;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TelnyxSettingsTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://api.telnyx.com/v2", "http://127.0.0.1.example.com/v2", "http://localhost.evil/v2",
			"http://10.0.0.1/v2", "ftp://localhost/v2", "http://128.0.0.1/" })
	@DisplayName("SEC-49 an address that is neither HTTPS nor loopback is refused")
	void anAddressThatIsNeitherHttpsNorLoopbackIsRefused(String uri) {
		assertThatIllegalArgumentException().isThrownBy(() -> Telephones.settings(uri))
			.withMessage("'baseUri' must use https; http is only for the loopback host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://api.telnyx.com/v2", "http://127.0.0.1:8025/v2", "http://localhost:8025/v2/",
			"HTTP://[::1]:8025", "HTTPS://api.telnyx.com" })
	void httpsAndLoopbackAreTaken(String uri) {
		assertThat(Telephones.settings(uri).baseUri()).isEqualTo(URI.create(uri));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://user:pass@api.telnyx.com/v2", "https://api.telnyx.com/v2?a=b",
			"https://api.telnyx.com/v2#a" })
	@DisplayName("SEC-49 an address with user, query or fragment is refused")
	void anAddressWithUserQueryOrFragmentIsRefused(String uri) {
		assertThatIllegalArgumentException().isThrownBy(() -> Telephones.settings(uri))
			.withMessage("'baseUri' must have no user, query or fragment");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v2", "https:/v2", "mailto:a@b" })
	void anAddressWithoutHostIsRefused(String uri) {
		assertThatIllegalArgumentException().isThrownBy(() -> Telephones.settings(uri))
			.withMessage("'baseUri' must be absolute and name a host");
	}

	@Test
	void aBlankProfileIsRefused() {
		URI uri = URI.create("https://api.telnyx.com/v2");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new TelnyxSettings(uri, Secret.of(Telephones.KEY), " ", StartEndpoint.AUTO,
					CheckBy.PHONE_NUMBER, TelnyxSettings.Limits.DEFAULT))
			.withMessage("'verifyProfileId' must be a UUID");
	}

	@ParameterizedTest
	@CsvSource({ "PT0S,50,100", "PT-1S,50,100", "PT1M0.001S,50,100", "PT5S,0,100", "PT5S,50,-1" })
	@DisplayName("SEC-48 bounds that bound nothing are refused")
	void boundsThatBoundNothingAreRefused(Duration timeout, int connections, int waiting) {
		assertThatIllegalArgumentException().isThrownBy(() -> new TelnyxSettings.Limits(timeout, connections, waiting))
			.withMessageStartingWith("'");
	}

	@Test
	@DisplayName("SEC-48 the default bounds are five seconds, 50 connections and 100 waiting callers")
	void theDefaultBoundsAreThoseOfTheRequirement() {
		assertThat(TelnyxSettings.Limits.DEFAULT).isEqualTo(new TelnyxSettings.Limits(Duration.ofSeconds(5), 50, 100));
	}

	@Test
	@DisplayName("SEC-50 settings do not print the key")
	void settingsDoNotPrintTheKey() {
		assertThat(Telephones.settings("https://api.telnyx.com/v2").toString()).contains("apiKey=******")
			.doesNotContain(Telephones.KEY);
	}

}
