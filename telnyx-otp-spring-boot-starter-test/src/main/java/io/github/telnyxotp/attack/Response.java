package io.github.telnyxotp.attack;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the application answered.
 *
 * @param status the HTTP status
 * @param headers the headers by name in lower case
 * @param body the body as text
 * @param took from the first byte sent to the last one received
 * @since 0.1
 */
public record Response(int status, Map<String, List<String>> headers, String body, Duration took) {

	/**
	 * The first value of a header.
	 * @param name its name in any case
	 * @return the value, or nothing if the header is absent
	 */
	public Optional<String> header(String name) {
		return this.headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
	}

	/** The path and query that it redirects to, or an empty text. */
	String location() {
		return header("Location").map((location) -> location.replaceFirst("^https?://[^/]*", "")).orElse("");
	}

	/** Whether a submitted code opened the door: away from all pages of the login. */
	boolean opened() {
		boolean redirected = this.status / 100 == 3 && !location().isEmpty();
		return redirected && !location().contains("/login") && !location().contains("error");
	}

	boolean refused() {
		boolean named = this.status == 429 || this.status == 403 || this.status == 503;
		return named || location().contains("error");
	}

	/** Shows the status only: the rest may hold a number. */
	@Override
	public String toString() {
		return "Response[status=" + this.status + "]";
	}

}
