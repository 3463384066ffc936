package io.github.telnyxotp;

import java.util.regex.Pattern;

/**
 * A telephone number in E.164 form, the only form in which a number is compared, counted,
 * stored or sent (SEC-20). It never prints itself whole.
 *
 * @param value the number with its leading plus sign, for example {@code +13125550100}
 * @since 0.1
 */
public record PhoneNumber(String value) {

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	/** All calling codes of one and of two digits; every other code has three. */
	private static final Pattern CALLING_CODE = Pattern
		.compile("\\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[0-9]{3})");

	/**
	 * Checks the form.
	 * @throws IllegalArgumentException if the text is not a number in E.164 form
	 */
	public PhoneNumber {
		if (!E164.matcher(value).matches()) {
			throw new IllegalArgumentException("'value' must be in E.164 form, for example +13125550100");
		}
	}

	/**
	 * What a person may see who has not yet proved to own this phone (SEC-29).
	 * @return calling code and last two digits, for example {@code +1 •••••••00}
	 */
	public String masked() {
		String code = callingCode();
		int hidden = this.value.length() - code.length() - 2;
		return code + " " + "•".repeat(hidden) + lastDigits();
	}

	/**
	 * The country calling code, for example {@code +44}.
	 * @return the code with its plus sign
	 */
	public String callingCode() {
		var code = CALLING_CODE.matcher(this.value);
		return code.lookingAt() ? code.group() : "+";
	}

	/**
	 * The last two digits, as one tells two phones of one person apart.
	 * @return two digits
	 */
	public String lastDigits() {
		return this.value.substring(this.value.length() - 2);
	}

	@Override
	public String toString() {
		return callingCode() + "***" + lastDigits();
	}

}
