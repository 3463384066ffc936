package io.github.telnyxotp.page;

import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Where a page or a JSON reply leads. All are paths on our own host (SEC-64): a scheme or
 * another host is refused, because escaping does not make {@code javascript:} harmless.
 *
 * @param page the code page; a code is posted to the same path, and the style sheet and
 * the script lie below it
 * @param send where a sending is asked for, by POST
 * @param status where the status can be read
 * @param logout where one signs out, by POST; {@code null} if the page shall not offer it
 * @since 0.1
 */
public record OtpLinks(String page, String send, String status, @Nullable String logout) {

	private static final Pattern LOCAL_PATH = Pattern.compile("/(?:[^/\\\\\\s\\p{Cntrl}][^\\\\\\s\\p{Cntrl}]*)?");

	/**
	 * Checks the paths.
	 * @throws IllegalArgumentException if one does not start with exactly one slash or
	 * contains a backslash, white space or a control character
	 */
	public OtpLinks {
		if (!Stream.of(page, send, status, (logout != null) ? logout : "/").allMatch(OtpLinks::local)) {
			throw new IllegalArgumentException("Links must be paths that start with one slash");
		}
	}

	private static boolean local(String link) {
		return LOCAL_PATH.matcher(link).matches();
	}

}
