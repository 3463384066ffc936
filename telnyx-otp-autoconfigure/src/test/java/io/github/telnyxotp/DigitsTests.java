package io.github.telnyxotp;

import java.time.Duration;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class DigitsTests {

	private static final int LONGEST = 32;

	@Test
	@DisplayName("SEC-22 the digits of every script that this JDK knows become ASCII digits")
	void digitsOfEveryScriptBecomeAscii() {
		int[] zeros = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
			.filter((character) -> Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER)
			.filter((character) -> Character.digit(character, 10) == 0)
			.toArray();
		assertThat(zeros).hasSizeGreaterThan(60);
		for (int zero : zeros) {
			StringBuilder all = new StringBuilder();
			IntStream.range(zero, zero + 10).forEach(all::appendCodePoint);
			assertThat(Digits.ascii(all.toString(), LONGEST)).as("script of U+%X", zero).contains("0123456789");
			assertThat(CodeFormat.ANY.normalise(all.toString())).contains("0123456789");
		}
	}

	@Test
	@DisplayName("SEC-22 digits of two scripts in one text are refused, whichever they are")
	void twoScriptsAreRefused() {
		IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT).filter(Character::isDigit).forEach((digit) -> {
			String mixed = "12345" + Character.toString(digit);
			assertThat(Digits.ascii(mixed, LONGEST)).as("U+%X", digit).isEmpty();
		});
	}

	@Test
	@DisplayName("SEC-22 numerals that are no decimal digits stay what they are")
	void otherNumeralsStay() {
		assertThat(Digits.ascii("²③Ⅳ五", LONGEST)).contains("²③Ⅳ五");
	}

	@Test
	@DisplayName("SEC-20 length counts characters, not their halves, and what is too long is not read")
	void lengthCountsCharacters() {
		assertThat(Digits.ascii("𝟏".repeat(LONGEST), LONGEST)).contains("1".repeat(LONGEST));
		assertThat(Digits.ascii("𝟏".repeat(LONGEST + 1), LONGEST)).isEmpty();
		String long5 = "٣".repeat(5_000_000);
		// A thousand readings of five million characters would take many seconds
		assertTimeout(Duration.ofSeconds(5),
				() -> IntStream.range(0, 1000).forEach((time) -> assertThat(Digits.ascii(long5, LONGEST)).isEmpty()));
	}

	@Property(tries = 2000)
	@Label("SEC-22 what is written in ASCII once stays as it is")
	void asciiStays(@ForAll @StringLength(max = 32) String text) {
		Digits.ascii(text, LONGEST).ifPresent((ascii) -> assertThat(Digits.ascii(ascii, LONGEST)).contains(ascii));
	}

}
