package io.github.telnyxotp.web;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeviceLabel}.
 */
class DeviceLabelTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox, Linux",
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 | Chrome, Windows",
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 | Edge, Windows",
			"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15 | Safari, macOS",
			"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1 | Safari, iPhone",
			"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1 | Chrome, iPhone",
			"Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36 | Samsung Internet, Android",
			"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 | Chrome, ChromeOS",
			"Linux | Linux", "curl/8.5.0 | ''" })
	void browserAndSystemAreNamed(String userAgent, String label) {
		assertThat(DeviceLabel.of(userAgent)).isEqualTo(label);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>alert(1)</script> Firefox", "Firefox\r\nSet-Cookie: a=b", "Firefox\u0000" })
	@DisplayName("SEC-66 nothing that a browser says of itself is repeated")
	void nothingIsRepeated(String userAgent) {
		assertThat(DeviceLabel.of(userAgent)).isEqualTo("Firefox");
	}

	@Test
	void browserThatSaysNothingOrTooMuchIsUnknown() {
		assertThat(DeviceLabel.of(null)).isEmpty();
		assertThat(DeviceLabel.of("Firefox" + " ".repeat(506))).isEmpty();
		assertThat(DeviceLabel.of("Firefox" + " ".repeat(505))).isEqualTo("Firefox");
	}

}
