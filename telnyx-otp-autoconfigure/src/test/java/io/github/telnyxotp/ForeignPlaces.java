package io.github.telnyxotp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.Supplier;

/**
 * Machines whose owners write digits, letters and years in other ways than a programmer
 * expects. The build runs the tests of plain rooms on such machines too, see the pom.
 */
public final class ForeignPlaces {

	private static final List<String> LANGUAGES = List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai");

	private ForeignPlaces() {
	}

	/**
	 * What a step answers at home, where nothing is special, and then abroad.
	 * @param step the step
	 * @return one answer for each place, that of home first
	 */
	public static <T> List<T> everywhere(Supplier<T> step) {
		List<T> answers = new ArrayList<>();
		answers.add(at(Locale.ROOT, "UTC", step));
		LANGUAGES.forEach((tag) -> answers.add(at(Locale.forLanguageTag(tag), "Asia/Kathmandu", step)));
		return answers;
	}

	private static <T> T at(Locale locale, String zone, Supplier<T> step) {
		Locale language = Locale.getDefault();
		TimeZone time = TimeZone.getDefault();
		try {
			Locale.setDefault(locale);
			TimeZone.setDefault(TimeZone.getTimeZone(zone));
			return step.get();
		}
		finally {
			Locale.setDefault(language);
			TimeZone.setDefault(time);
		}
	}

}
