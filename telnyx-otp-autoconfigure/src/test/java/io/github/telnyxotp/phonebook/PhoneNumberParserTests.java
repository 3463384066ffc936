package io.github.telnyxotp.phonebook;

import java.util.Locale;
import java.util.Optional;

import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.PhoneNumber;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PhoneNumberParserTests {

	private static final String AMERICAN = "+14155552671";

	private final PhoneNumberParser international = new PhoneNumberParser(null);

	private final PhoneNumberParser american = new PhoneNumberParser("US");

	@ParameterizedTest
	@DisplayName("SEC-20 every spelling is the one canonical number, or none")
	@ValueSource(strings = { "+14155552671", "+1 415 555 2671", "+1 (415) 555-2671", "+1.415.555.2671",
			"(415) 555-2671", "011 1 415 555 2671", "0014155552671", "++14155552671", "+1 1 415 555 2671",
			"tel:+1-415-555-2671", "tel:5552671;phone-context=+1-415", "+14155552671;isub=123", "+14155552671 ext. 9",
			"+14155552671x9", "+14155552671,,9#", "+14155552671#1", "＋１４１５５５５２６７１", "+١٤١٥٥٥٥٢٦٧١",
			"+14155552671\u0000", "+1415\u200b5552671", "\u200e+14155552671", "+14155552671/../../x", "+1415555COPY",
			"+14155552671\n", "\ufeff+14155552671", "+1415555267१" })
	void everySpellingIsCanonicalOrNone(String text) {
		PhoneNumber expected = new PhoneNumber(AMERICAN);
		assertThat(this.american.parse(text).orElse(expected)).isEqualTo(expected);
		assertThat(this.international.parse(text).orElse(expected)).isEqualTo(expected);
	}

	@ParameterizedTest
	@DisplayName("SEC-20 what is more than a telephone number is none")
	@ValueSource(strings = { "", " ", "+", "++14155552671", "tel:+1-415-555-2671", "+14155552671 ext. 9",
			"+14155552671x9", "+14155552671,,9#", "+1415555267१", "+1٤١٥۵۵۵٢٦٧١", "+14155552671\u0000", "+1415555COPY",
			"+14155552671/../../x", "----", "+999123456789", "+14155552671                     1", "911" })
	void whatIsMoreIsNone(String text) {
		assertThat(this.american.parse(text)).isEmpty();
	}

	@ParameterizedTest
	@DisplayName("SEC-20 digits of any script are the one canonical number")
	@ValueSource(strings = { "＋１４１５５５５２６７１", "+١٤١٥٥٥٥٢٦٧١", "+۱۴۱۵۵۵۵۲۶۷۱", "+१४१५५५५२६७१", "+১৪১৫৫৫৫২৬৭১",
			"+1415\u200b5552671", "\u200e+14155552671", "+1\u00a0415\u2011555\u20132671",
			"\u202a+1 415 555 2671\u202c" })
	void digitsOfTheWorldAreOneNumber(String text) {
		assertThat(this.international.parse(text)).contains(new PhoneNumber(AMERICAN));
	}

	@ParameterizedTest
	@DisplayName("SEC-25 a number is the same under every locale")
	@ValueSource(strings = { "tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai" })
	void numberIsTheSameUnderEveryLocale(String tag) {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag(tag));
			assertThat(this.american.parse("(٤١٥) ٥٥٥-٢٦٧١")).contains(new PhoneNumber(AMERICAN));
			assertThat(this.american.parse("+1 415 555 2671")).contains(new PhoneNumber(AMERICAN));
			assertThat(new CodeFormat(6, 6).normalise("๑๒๓ ๔๕๖")).contains("123456");
			assertThat(new PhoneNumber(AMERICAN).masked()).isEqualTo("+1 ••••••••71");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@DisplayName("SEC-20 national spellings fall together, and Italy's zero does not")
	@CsvSource({ "DE,+49 0151 23456789,+4915123456789", "DE,0151 23456789,+4915123456789",
			"GB,+44 (0)20 7946 0018,+442079460018", "GB,+44020 7946 0018,+442079460018",
			"IT,+39 06 12345678,+390612345678", "US,(415) 555-2671,+14155552671" })
	void nationalSpellingsFallTogether(String region, String text, String canonical) {
		assertThat(new PhoneNumberParser(region).parse(text)).contains(new PhoneNumber(canonical));
	}

	@ParameterizedTest
	@DisplayName("SEC-20 numbers shorter or longer than E.164 are none, and no exception")
	@ValueSource(strings = { "+49 1234", "+491234", "+49123456789012345" })
	void numbersOutsideOfE164AreNone(String text) {
		assertThat(this.international.parse(text)).isEmpty();
	}

	@Test
	void withoutARegionOnlyInternationalNumbersAreTaken() {
		assertThat(this.international.parse("(415) 555-2671")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "us", "XX", "", "USA" })
	void unknownRegionIsRefused(String region) {
		assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumberParser(region));
	}

	@Test
	@DisplayName("SEC-20 a long text is refused by its length, before anything reads it")
	void longTextIsNotRead() {
		String padded = AMERICAN + " ".repeat(32 - AMERICAN.length());
		assertThat(this.international.parse(padded)).isPresent();
		assertThat(this.international.parse(padded + " ")).isEmpty();
		assertThat(this.international.parse("+1" + "5".repeat(5_000_000))).isEmpty();
	}

	@Property(tries = 2000)
	@Label("SEC-20 the canonical form is its own canonical form")
	void canonicalFormIsItsOwn(@ForAll @StringLength(max = 20) @CharRange(from = '0',
			to = '9') @Chars({ '+', ' ', '-', '(', ')', '.' }) String digits) {
		for (PhoneNumberParser parser : new PhoneNumberParser[] { international(), new PhoneNumberParser("IT") }) {
			Optional<PhoneNumber> once = parser.parse("+" + digits);
			once.ifPresent((phone) -> assertThat(parser.parse(phone.value())).isEqualTo(once));
			once.ifPresent((phone) -> assertThat(phone.value()).matches("\\+[1-9][0-9]{6,14}"));
		}
	}

	@Property(tries = 1000)
	@Label("SEC-20 no text makes the parser throw")
	void noTextMakesItThrow(@ForAll @StringLength(max = 40) String text) {
		assertThat(this.american.parse(text)).isNotNull();
	}

	private PhoneNumberParser international() {
		return this.international;
	}

}
