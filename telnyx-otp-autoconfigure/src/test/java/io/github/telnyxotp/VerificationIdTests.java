package io.github.telnyxotp;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link VerificationId}.
 */
class VerificationIdTests {

	private static final String UUID = "12ade33a-21c0-473b-b055-b3c836e1c292";

	@ParameterizedTest
	@ValueSource(strings = { UUID, "12ADE33A-21C0-473B-B055-B3C836E1C292" })
	void uuidIsTaken(String value) {
		assertThat(VerificationId.isValid(value)).isTrue();
		assertThat(new VerificationId(value).value()).isEqualTo(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "../x", "a/b", "../../messages", UUID + "/", UUID + "\n", UUID + "\u0000", " " + UUID,
			"12ade33a21c0473bb055b3c836e1c292", "{" + UUID + "}", "12ade33g-21c0-473b-b055-b3c836e1c292",
			"12ade33a-21c0-473b-b055-b3c836e1c29\u0662", "1-1-1-1-1", UUID + "?x=" + UUID, "%2e%2e%2f" })
	@DisplayName("SEC-21 only a UUID is the name of a verification")
	void anythingElseIsRefused(String value) {
		assertThat(VerificationId.isValid(value)).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new VerificationId(value))
			.withMessage("'value' must be a UUID");
	}

	@Test
	@DisplayName("SEC-21 ten thousand characters are not the name of a verification")
	void longTextIsRefused() {
		assertThat(VerificationId.isValid("a".repeat(10_000))).isFalse();
	}

}
