package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The words of the page in one language: those of the application if it has any for a
 * key, otherwise ours.
 *
 * @param theirs the words of the application, {@code null} if it brings none
 * @param locale the wanted language
 */
record Texts(@Nullable MessageSource theirs, Locale locale) {

	private static final String PREFIX = "telnyx.otp.";

	private static final MessageSource OURS = ours();

	/**
	 * The words for a key.
	 * @param key the key without its common prefix
	 * @param values what stands in the places of the words
	 */
	String say(String key, String... values) {
		String code = PREFIX + key;
		String text = (this.theirs != null) ? this.theirs.getMessage(code, values, null, this.locale) : null;
		// an application may have told its message source to answer with the code itself
		return (text != null && !text.equals(code)) ? text : OURS.getMessage(code, values, this.locale);
	}

	/** The words for a time to wait, as the script says it too. */
	String time(long seconds) {
		return (seconds < 60) ? say("time.seconds", Long.toString(seconds))
				: say("time.minutes", Long.toString(seconds / 60), Long.toString(seconds % 60));
	}

	/** Words about whole days, of which there is at least one. */
	String days(String key, Duration time) {
		long days = time.toDays();
		return (days == 1) ? say(key + ".one") : say(key + ".many", Long.toString(days));
	}

	/** The same for what nobody waits for with a watch in the hand. */
	String longTime(long seconds) {
		long minutes = (seconds + 59) / 60;
		return (minutes < 60) ? time(seconds)
				: say("time.hours", Long.toString(minutes / 60), Long.toString(minutes % 60));
	}

	private static MessageSource ours() {
		ResourceBundleMessageSource bundles = new ResourceBundleMessageSource();
		bundles.setBundleClassLoader(Texts.class.getClassLoader());
		bundles.setBasename("io/github/telnyxotp/page/texts");
		bundles.setDefaultEncoding("UTF-8");
		// the language of the machine is not the language of the reader
		bundles.setFallbackToSystemLocale(false);
		return bundles;
	}

}
