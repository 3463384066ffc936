package io.github.telnyxotp.telnyx;

import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SecretTests {

	@Test
	@DisplayName("SEC-50 a secret prints six stars")
	void aSecretDoesNotPrintItself() {
		assertThat(Secret.of(Telephones.KEY)).hasToString("******");
		assertThat(Secret.of(Telephones.KEY).reveal()).isEqualTo(Telephones.KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "two words", "line\r\nHost: x", "tab\t", "kéy" })
	@DisplayName("SEC-50 what cannot be a key is refused without being shown")
	void whatCannotBeAKeyIsRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(value))
			.withMessage("The secret must consist of visible ASCII characters");
		assertThatIllegalStateException().isThrownBy(() -> Secret.from(() -> value).reveal())
			.withMessage("The secret must consist of visible ASCII characters");
	}

	@Test
	@DisplayName("SEC-50 a key that rotates is read anew for each use")
	void aKeyThatRotatesIsReadAnew() {
		AtomicReference<String> source = new AtomicReference<>("first");
		Secret secret = Secret.from(source::get);
		assertThat(secret.reveal()).isEqualTo("first");
		source.set("second");
		assertThat(secret.reveal()).isEqualTo("second");
		assertThat(secret).hasToString("******");
	}

}
