package io.github.telnyxotp;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CodeFormatTests {

	private final CodeFormat six = new CodeFormat(6, 6);

	@ParameterizedTest
	@DisplayName("SEC-22 spaces and hyphens are removed and leading zeros stay")
	@CsvSource(ignoreLeadingAndTrailingWhitespace = false,
			value = { " 123 456,123456", "123-456,123456", "123456,123456", "000000,000000", "1 2-3 4-5 6,123456" })
	void spacesAndHyphensAreRemoved(String raw, String code) {
		assertThat(this.six.normalise(raw)).contains(code);
	}

	@ParameterizedTest
	@DisplayName("SEC-22 everything that is not exactly the digits of a code is refused")
	@NullSource
	@ValueSource(strings = { "", " ", "-", "12345", "1234567", "+123456", "1e5", "1e5000", "0x1F", "0x1F00", "null",
			"[123456]", "{\"code\":\"123456\"}", "G-123456", "𝟏𝟐𝟑𝟜𝟝𝟞", "١٢٣۴۵۶", "12345６", "123456\u0000",
			"123456%00", "123\t456", "123456\n", "１23456", "²³¹456" })
	void everythingElseIsRefused(@Nullable String raw) {
		assertThat(this.six.normalise(raw)).isEmpty();
	}

	@ParameterizedTest
	@DisplayName("SEC-22 digits of any script, spaces, hyphens and unseen marks become ASCII digits")
	@ValueSource(strings = { "１２３４５６", "١٢٣٤٥٦", "۱۲۳۴۵۶", "१२३४५६", "১২৩৪৫৬", "𝟏𝟐𝟑𝟒𝟓𝟔", "123\u00A0456",
			"123\u2009456", "123\u2011456", "123\u2013456", "\uFEFF123456", "\u200f123\u200b456\u200e",
			"\u202b١٢٣ ٤٥٦\u202c", "\u2067123-456\u2069" })
	void digitsOfTheWorldBecomeAscii(String raw) {
		assertThat(this.six.normalise(raw)).contains("123456");
	}

	@Test
	@DisplayName("SEC-22 input of 64 characters is read and one more is not")
	void longInputIsNotRead() {
		assertThat(this.six.normalise("123456" + " ".repeat(58))).contains("123456");
		assertThat(this.six.normalise("123456" + " ".repeat(59))).isEmpty();
		assertThat(this.six.normalise("1".repeat(10_000_000))).isEmpty();
	}

	@Test
	@DisplayName("SEC-22 any code has four to ten digits")
	void anyCodeHasFourToTenDigits() {
		assertThat(CodeFormat.ANY.normalise("123")).isEmpty();
		assertThat(CodeFormat.ANY.normalise("0000")).contains("0000");
		assertThat(CodeFormat.ANY.normalise("0123456789")).contains("0123456789");
		assertThat(CodeFormat.ANY.normalise("01234567890")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "3,6", "7,6", "4,11", "-1,4" })
	void impossibleRangesAreRefused(int min, int max) {
		assertThatIllegalArgumentException().isThrownBy(() -> new CodeFormat(min, max));
	}

}
