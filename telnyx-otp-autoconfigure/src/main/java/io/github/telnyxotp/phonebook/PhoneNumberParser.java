package io.github.telnyxotp.phonebook;

import java.util.Optional;
import java.util.regex.Pattern;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import io.github.telnyxotp.Digits;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Turns what people write into the one canonical form (SEC-20): digits of any script
 * become ours, length and characters are limited, for libphonenumber reads far more than
 * telephone numbers, then libphonenumber. Whether a number exists and may be called is
 * for the policy to say.
 *
 * @since 0.1
 */
public final class PhoneNumberParser {

	private static final int LONGEST = 32;

	private static final Pattern ALLOWED = Pattern.compile("\\+?[0-9 .()-]+");

	private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

	private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();

	private final @Nullable String defaultRegion;

	/**
	 * A parser for numbers that may lack their country code.
	 * @param defaultRegion two-letter country of such numbers, or {@code null} to accept
	 * only international ones
	 * @throws IllegalArgumentException if there is no such region
	 */
	public PhoneNumberParser(@Nullable String defaultRegion) {
		if (defaultRegion != null && !this.library.getSupportedRegions().contains(defaultRegion)) {
			throw new IllegalArgumentException("'defaultRegion' must be a two-letter country code in upper case");
		}
		this.defaultRegion = defaultRegion;
	}

	/**
	 * Parses a number.
	 * @param text what somebody wrote, for example {@code +1 (312) 555-0100}
	 * @return the number, or nothing if the text is none
	 */
	public Optional<PhoneNumber> parse(String text) {
		return Digits.ascii(text, LONGEST).filter((ascii) -> ALLOWED.matcher(ascii).matches()).flatMap(this::read);
	}

	private Optional<PhoneNumber> read(String ascii) {
		try {
			return canonical(this.library.parse(ascii, this.defaultRegion));
		}
		catch (NumberParseException ex) {
			return Optional.empty();
		}
	}

	private Optional<PhoneNumber> canonical(Phonenumber.PhoneNumber parsed) throws NumberParseException {
		boolean possible = this.library.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE;
		if (!possible || parsed.hasExtension()) {
			return Optional.empty();
		}
		String text = this.library.format(parsed, PhoneNumberFormat.E164);
		// Some countries have possible numbers shorter or longer than E.164 allows
		boolean sound = E164.matcher(text).matches();
		// A trunk prefix that is written twice is taken away once at a time
		boolean last = sound
				&& text.equals(this.library.format(this.library.parse(text, null), PhoneNumberFormat.E164));
		return last ? Optional.of(new PhoneNumber(text)) : Optional.empty();
	}

}
