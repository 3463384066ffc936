package io.github.telnyxotp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Sealer}.
 */
class SealerTests {

	private static final String SECRET = "0123456789abcdef0123456789abcdef";

	private static final String OTHER = "fedcba9876543210fedcba9876543210";

	private static final byte[] PHONE = "+13125550100".getBytes(StandardCharsets.UTF_8);

	private static final Sealer SEALER = Sealer.of(SECRET);

	@Test
	@DisplayName("SEC-30 what is sealed shows nothing, is never twice the same, and comes back as it was")
	void sealedBytesComeBack() {
		byte[] sealed = SEALER.seal("here", PHONE);
		assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("3125550100");
		assertThat(sealed).hasSize(PHONE.length + 33);
		assertThat(Arrays.copyOf(SEALER.seal("here", PHONE), Sealer.STAMP))
			.isNotEqualTo(Arrays.copyOf(sealed, Sealer.STAMP));
		assertThat(Sealer.of(SECRET).open("here", sealed)).contains(PHONE);
		assertThat(SEALER.open("here", SEALER.seal("here", new byte[0]))).contains(new byte[0]);
	}

	@Test
	@DisplayName("SEC-30 it opens in its place alone, and only as it was sealed")
	void changedBytesDoNotOpen() {
		byte[] sealed = SEALER.seal("here", PHONE);
		assertThat(SEALER.open("there", sealed)).isEmpty();
		for (int each = 0; each < sealed.length; each++) {
			byte[] changed = sealed.clone();
			changed[each] ^= 1;
			assertThat(SEALER.open("here", changed)).as("byte %d", each).isEmpty();
		}
		for (int length = 0; length < sealed.length; length++) {
			assertThat(SEALER.open("here", Arrays.copyOf(sealed, length))).isEmpty();
		}
	}

	@Test
	@DisplayName("SEC-30 after a change of the secret the former one still opens, and the new one seals")
	void formerSecretStillOpens() {
		byte[] former = SEALER.seal("here", PHONE);
		Sealer changed = Sealer.of(OTHER, SECRET);
		assertThat(changed.open("here", former)).contains(PHONE);
		assertThat(SEALER.open("here", changed.seal("here", PHONE))).isEmpty();
		assertThat(Sealer.of(OTHER).open("here", former)).isEmpty();
		assertThat(Sealer.of(OTHER).open("here", changed.seal("here", PHONE))).contains(PHONE);
	}

	@Test
	@DisplayName("SEC-50 it does not print its keys, nor shows a secret that is too short")
	void doesNotPrintItsKeys() {
		assertThat(SEALER).hasToString("Sealer[******]");
		assertThatIllegalArgumentException().isThrownBy(() -> Sealer.of(SECRET.substring(1)))
			.withMessage("The secret must have at least 32 bytes");
		assertThatIllegalArgumentException().isThrownBy(Sealer::of);
	}

}
