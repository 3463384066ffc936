package io.github.telnyxotp.test;

import java.net.http.HttpResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Finds codes and full telephone numbers where they must not be (SEC-09, SEC-31). Secrets
 * may be named before or after the texts. Numbers are found in every spelling with
 * spaces, hyphens, dots and parentheses, with and without their calling code; masked ones
 * are no leak. What it reports does not repeat the secret. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class LeakDetector {

	private static final Pattern UUID = Pattern.compile("\\b\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b");

	private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

	private static final Pattern CODE = Pattern.compile("[0-9]{4,10}");

	private static final int DEEPEST = 8;

	private static final String LEAK = "[leak]";

	private final Map<String, Pattern> secrets = new ConcurrentHashMap<>();

	private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

	/**
	 * Names a secret.
	 * @param secret a number in E.164 form, or a code
	 * @throws IllegalArgumentException if it is neither
	 */
	public void watch(String secret) {
		boolean phone = PHONE.matcher(secret).matches();
		if (!phone && !CODE.matcher(secret).matches()) {
			throw new IllegalArgumentException("'secret' must be a number in E.164 form or a code of 4 to 10 digits");
		}
		this.secrets.put(secret, phone ? number(secret) : code(secret));
	}

	/**
	 * Hands over what others may see.
	 * @param where a name for the report, for example {@code response}
	 * @param what a text, an exception with its causes, an {@link HttpResponse}, a map or
	 * a list of such things; everything else counts as its text
	 */
	public void inspect(String where, @Nullable Object what) {
		inspect(where, what, 0);
	}

	/**
	 * Where secrets were seen.
	 * @return names and excerpts without the secrets, in order
	 */
	public Set<String> leaks() {
		return this.seen.stream()
			.map(this::leak)
			.filter((leak) -> !leak.isEmpty())
			.collect(Collectors.toCollection(LinkedHashSet::new));
	}

	/**
	 * Fails if a secret was seen.
	 * @throws AssertionError naming the places
	 */
	public void assertNoLeaks() {
		Set<String> leaks = leaks();
		if (!leaks.isEmpty()) {
			throw new AssertionError("A code or a full number was seen in\n" + String.join("\n", leaks));
		}
	}

	/**
	 * Forgets secrets and texts.
	 */
	public void reset() {
		this.secrets.clear();
		this.seen.clear();
	}

	private void inspect(String where, @Nullable Object what, int depth) {
		if (what == null || depth > DEEPEST) {
			return;
		}
		if (what instanceof Throwable problem) {
			keep(where, problem.toString());
			inspect(where + ", cause", problem.getCause(), depth + 1);
			inspect(where + ", suppressed", List.of(problem.getSuppressed()), depth + 1);
		}
		else if (what instanceof HttpResponse<?> response) {
			keep(where + ", address", response.uri().toString());
			inspect(where + ", header", response.headers().map(), depth + 1);
			inspect(where + ", body", response.body(), depth + 1);
		}
		else if (what instanceof Map<?, ?> map) {
			map.forEach((key, value) -> {
				inspect(where, key, depth + 1);
				inspect(where + " " + key, value, depth + 1);
			});
		}
		else if (what instanceof Iterable<?> parts) {
			parts.forEach((part) -> inspect(where, part, depth + 1));
		}
		else {
			keep(where, what.toString());
		}
	}

	private void keep(String where, String text) {
		this.seen.add(new Seen(where, text));
	}

	private String leak(Seen candidate) {
		// Part of an id may look like a code
		String text = UUID.matcher(candidate.where() + ": " + candidate.text()).replaceAll("{id}");
		String clean = text;
		for (Pattern secret : this.secrets.values()) {
			clean = secret.matcher(clean).replaceAll(LEAK);
		}
		return clean.equals(text) ? "" : clean;
	}

	private static Pattern number(String e164) {
		String national = e164.substring(new PhoneNumber(e164).callingCode().length());
		return Pattern.compile(spread(national, "[ .()-]{0,2}") + "(?![0-9])");
	}

	private static Pattern code(String digits) {
		return Pattern.compile("(?<![0-9A-Fa-f])" + spread(digits, "[ -]?") + "(?![0-9A-Fa-f])");
	}

	private static String spread(String digits, String between) {
		return digits.chars().mapToObj(Character::toString).collect(Collectors.joining(between));
	}

	/**
	 * Something that others may see.
	 *
	 * @param where where
	 * @param text what
	 */
	private record Seen(String where, String text) {
	}

}
