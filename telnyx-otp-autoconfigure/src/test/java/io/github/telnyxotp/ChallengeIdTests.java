package io.github.telnyxotp;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link ChallengeId}.
 */
class ChallengeIdTests {

	private static final int MANY = 1_000_000;

	private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{27}");

	@Test
	@DisplayName("SEC-01 a million ids do not repeat, and each of 160 bits is as often set as not")
	void idsAreRandom() {
		Set<String> ids = new HashSet<>(MANY * 2);
		int[] ones = new int[160];
		for (int each = 0; each < MANY; each++) {
			String id = ChallengeId.random().value();
			assertThat(FORM.matcher(id).matches()).isTrue();
			ids.add(id);
			count(Base64.getUrlDecoder().decode(id), ones);
		}
		assertThat(ids).hasSize(MANY);
		for (int bit = 0; bit < ones.length; bit++) {
			assertThat(ones[bit] / (double) MANY).as("bit %s", bit).isCloseTo(0.5, within(0.005));
		}
	}

	private static void count(byte[] bytes, int[] ones) {
		for (int bit = 0; bit < ones.length; bit++) {
			ones[bit] += (bytes[bit / 8] >> (bit % 8)) & 1;
		}
	}

	@Test
	@DisplayName("SEC-01 an id with one changed character is another id")
	void changedCharacterIsAnotherId() {
		ChallengeId id = ChallengeId.random();
		for (int index = 0; index < id.value().length(); index++) {
			StringBuilder changed = new StringBuilder(id.value());
			changed.setCharAt(index, (changed.charAt(index) == 'A') ? 'B' : 'A');
			assertThat(new ChallengeId(changed.toString())).isNotEqualTo(id);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "AAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
			"AAAAAAAAAAAAAAAAAAAAAAAAAA=", "AAAAAAAAAAAAAAAAAAAAAAAAAAA\n", "AAAAAAAAAAAAAAAAAAAAAAAAAA/",
			"AAAAAAAAAAAAAAAAAAAAAAAAAA\u0661", "AAAAAAAAAAAAAAAAAAAAAAAAAA\u0000" })
	@DisplayName("SEC-01 a text of another form is no id")
	void anotherFormIsRefused(String value) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ChallengeId(value))
			.withMessage("'value' must be 27 URL-safe characters");
	}

	@Test
	@DisplayName("SEC-01 an id never prints itself")
	void idNeverPrintsItself() {
		ChallengeId id = ChallengeId.random();
		assertThat(id.reference()).matches("[0-9a-f]{12}").isEqualTo(id.reference());
		assertThat(id.toString()).isEqualTo(id.reference());
		for (int index = 0; index + 6 <= id.value().length(); index++) {
			assertThat(id.reference()).doesNotContain(id.value().substring(index, index + 6));
		}
		assertThat(new ChallengeId("A".repeat(27)).reference()).isEqualTo("568f214d5295");
	}

}
