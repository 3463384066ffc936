package io.github.telnyxotp.simulator;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The names of this machine. Names are compared, never resolved: whoever owns a name can
 * let it point here.
 */
final class Loopback {

	private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

	private static final Pattern AUTHORITY = Pattern.compile("(?:https?://)?(\\[[^\\]]*\\]|[^:/]*)(?::[0-9]{1,5})?");

	private Loopback() {
	}

	static boolean isName(@Nullable String name) {
		return name != null && NAMES.contains(name.toLowerCase(Locale.ROOT));
	}

	/** Judges the value of a header {@code Host} or {@code Origin}. */
	static boolean isAuthority(String header) {
		Matcher matcher = AUTHORITY.matcher(header);
		return matcher.matches() && isName(matcher.group(1));
	}

}
