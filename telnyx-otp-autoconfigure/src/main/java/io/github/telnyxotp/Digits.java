package io.github.telnyxotp;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What people type where digits belong, written in ASCII: the digits of every script, the
 * spaces and hyphens of every keyboard, and none of the marks that nobody sees. The one
 * place where foreign digits become ours, so that only one spelling is counted, compared
 * and sent (SEC-20, SEC-22).
 *
 * @since 0.1
 */
public final class Digits {

	private static final String HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d";

	/** Zero width, soft hyphen, and the marks that turn the direction of a text. */
	private static final String UNSEEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
			+ "\u2060\u2066\u2067\u2068\u2069\ufeff";

	private static final int WIDE_PLUS = 0xff0b;

	private static final int NO_SCRIPT = -1;

	private Digits() {
	}

	/**
	 * Writes a text in ASCII as far as it is made of digits, spaces and hyphens; other
	 * characters stay as they are.
	 * @param text what was submitted, {@code null} if nothing was
	 * @param longest the most characters that are read
	 * @return the text, or empty if it is longer than that or mixes the digits of
	 * different scripts
	 */
	public static Optional<String> ascii(@Nullable String text, int longest) {
		// No character takes more than two: a long text is not even counted
		if (text == null || text.length() > 2 * longest || text.codePointCount(0, text.length()) > longest) {
			return Optional.empty();
		}
		long scripts = text.codePoints().map(Digits::script).filter((zero) -> zero != NO_SCRIPT).distinct().count();
		if (scripts > 1) {
			return Optional.empty();
		}
		StringBuilder ascii = new StringBuilder(text.length());
		text.codePoints()
			.filter((character) -> UNSEEN.indexOf(character) < 0)
			.map(Digits::ascii)
			.forEach(ascii::appendCodePoint);
		return Optional.of(ascii.toString());
	}

	/** The zero tells the digits of one script from those of another. */
	private static int script(int character) {
		return Character.isDigit(character) ? character - Character.digit(character, 10) : NO_SCRIPT;
	}

	private static int ascii(int character) {
		if (Character.isDigit(character)) {
			return '0' + Character.digit(character, 10);
		}
		if (Character.getType(character) == Character.SPACE_SEPARATOR) {
			return ' ';
		}
		if (HYPHENS.indexOf(character) >= 0) {
			return '-';
		}
		return (character == WIDE_PLUS) ? '+' : character;
	}

}
