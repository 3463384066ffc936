package io.github.telnyxotp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyedHashTests {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	private static final String OTHER = "fedcba9876543210fedcba9876543210";

	private static final String PHONE = "+13125550100";

	private static final KeyedHash HASH = KeyedHash.of(SECRET);

	@Test
	@DisplayName("SEC-30 a name is HMAC-SHA-256 of purpose, zero and text under the secret")
	void nameIsHmacOfPurposeAndText() {
		// As OpenSSL makes it: dgst -sha256 -hmac, in base64 for URLs
		assertThat(HASH.name("phone", PHONE)).isEqualTo("GX94aXXHo4SeMJU7dsR5AnVmCat5QGZ-ZVFN_M3Ne6g");
		assertThat(HASH.name("phone", PHONE.getBytes(StandardCharsets.UTF_8))).isEqualTo(HASH.name("phone", PHONE));
		assertThat(KeyedHash.of(SECRET).name("phone", PHONE)).isEqualTo(HASH.name("phone", PHONE));
	}

	@Test
	@DisplayName("SEC-30 purpose, text and key each change the name")
	void purposeTextAndKeyEachChangeTheName() {
		assertThat(List.of(HASH.name("phone", PHONE), HASH.name("phone", PHONE + "0"), HASH.name("phon", "e" + PHONE),
				HASH.name("phones", PHONE), KeyedHash.of(OTHER).name("phone", PHONE),
				KeyedHash.random().name("phone", PHONE), KeyedHash.random().name("phone", PHONE)))
			.doesNotHaveDuplicates()
			.allMatch((name) -> name.matches("[A-Za-z0-9_-]{43}"));
	}

	@Test
	@DisplayName("SEC-30 after a change of the key the former names are still found")
	void afterAChangeOfTheKeyTheFormerNamesAreStillFound() {
		KeyedHash changed = KeyedHash.of(OTHER, SECRET);
		assertThat(changed.name("phone", PHONE)).isEqualTo(KeyedHash.of(OTHER).name("phone", PHONE));
		assertThat(changed.names("phone", PHONE)).containsExactly(KeyedHash.of(OTHER).name("phone", PHONE),
				HASH.name("phone", PHONE));
	}

	@Test
	@DisplayName("SEC-50 it does not print its keys, nor shows one that is too short")
	void doesNotPrintItsKeys() {
		assertThat(HASH).hasToString("KeyedHash[******]");
		assertThatIllegalArgumentException().isThrownBy(() -> KeyedHash.of(SECRET.substring(1)))
			.withMessage("The secret must have at least 32 bytes");
		assertThatIllegalArgumentException().isThrownBy(() -> KeyedHash.of(SECRET, ""))
			.withMessage("The secret must have at least 32 bytes");
		assertThatIllegalArgumentException().isThrownBy(KeyedHash::of)
			.withMessage("The secret must have at least 32 bytes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Phone", "a b", "a\u0000b", "a_b" })
	void purposeIsAWord(String purpose) {
		assertThatIllegalArgumentException().isThrownBy(() -> HASH.name(purpose, PHONE))
			.withMessage("'purpose' must be 1 to 64 lower-case letters, digits and hyphens");
	}

	@Test
	void manyThreadsGetTheSameName() throws Exception {
		try (Race race = new Race()) {
			assertThat(race.run(8,
					(thread) -> () -> IntStream.range(0, 1000)
						.mapToObj((each) -> HASH.name("phone", PHONE))
						.collect(Collectors.toSet())))
				.containsOnly(Set.of(HASH.name("phone", PHONE)));
		}
	}

}
