package io.github.telnyxotp;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PhoneNumber}.
 */
class PhoneNumberTests {

	@ParameterizedTest
	@CsvSource({ "+13125550107,+1 ••••••••07", "+79161234567,+7 ••••••••67", "+77011234567,+7 ••••••••67",
			"+442071838750,+44 ••••••••50", "+4915112345678,+49 •••••••••78", "+353861234567,+353 •••••••67",
			"+971501234567,+971 •••••••67", "+12425551234,+1 ••••••••34", "+390612345678,+39 ••••••••78",
			"+1234567,+1 ••••67", "+123456789012345,+1 ••••••••••••45" })
	@DisplayName("SEC-29 only calling code and last two digits are shown")
	void maskShowsCallingCodeAndLastTwoDigits(String number, String masked) {
		assertThat(new PhoneNumber(number).masked()).isEqualTo(masked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "+13125550107", "+4915112345678", "+1234567", "+35812345" })
	void textNeverShowsTheWholeNumber(String number) {
		PhoneNumber phone = new PhoneNumber(number);
		assertThat(phone.toString()).isEqualTo(phone.callingCode() + "***" + phone.lastDigits())
			.doesNotContain(number.substring(1, number.length() - 2))
			.doesNotContain(number.substring(3));
	}

	@Test
	void lastDigitsAreTwo() {
		assertThat(new PhoneNumber("+13125550107").lastDigits()).isEqualTo("07");
	}

	@ParameterizedTest
	@MethodSource("callingCodes")
	void callingCodeOfEveryCountryIsKnown(int code) {
		String prefix = "+" + code;
		assertThat(new PhoneNumber(prefix + "12345678").callingCode()).isEqualTo(prefix);
		assertThat(new PhoneNumber(prefix + "98765432").callingCode()).isEqualTo(prefix);
	}

	static Iterable<Integer> callingCodes() {
		return PhoneNumberUtil.getInstance().getSupportedCallingCodes();
	}

	@ParameterizedTest
	@ValueSource(strings = { "+1415555", "+14155552671", "+881612345678", "+999999999999999" })
	void numberInE164IsTaken(String number) {
		assertThat(new PhoneNumber(number).value()).isEqualTo(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "+", "14155552671", "+0155552671", "+141555", "+1415555267112345",
			"+1 415 555 2671", " +14155552671", "+14155552671 ", "++14155552671", "0014155552671", "(415) 555-2671",
			"tel:+1-415-555-2671", "tel:5552671;phone-context=+1-415", "+14155552671;isub=123", "+14155552671 ext. 9",
			"+14155552671x9", "+14155552671,,9#", "+14155552671#1", "+1415555COPY", "letters" })
	@DisplayName("SEC-20 a number in any other form is refused")
	void numberInAnyOtherFormIsRefused(String number) {
		refused(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "+14155552671\n", "\n+14155552671", "+14155552671\r\n", "+14155552671\u0000",
			"+1415555\u00002671", "+14155552671\u200b", "\u200e+14155552671", "\uff0b14155552671",
			"+\uff11\uff14155552671", "+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0662\u0666\u0667\u0661",
			"+1415555267\u0661" })
	@DisplayName("SEC-20 signs that only look like digits, or like nothing, are refused")
	void foreignSignsAreRefused(String number) {
		refused(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../../messages", "+14155552671/../../x", "+14155552671/actions/verify?x=", "%2e%2e%2f",
			"%2B14155552671", "+14155552671#", "+14155552671;a=b", "+14155552671\r\nHost: x" })
	@DisplayName("SEC-21 a path is not a phone")
	void pathIsRefused(String number) {
		refused(number);
	}

	@Test
	@DisplayName("SEC-20 a number of five million digits is refused at once")
	void longTextIsRefused() {
		refused("+1" + "5".repeat(5_000_000));
	}

	private static void refused(String number) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber(number))
			.withMessage("'value' must be in E.164 form, for example +13125550100");
	}

}
