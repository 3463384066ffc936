package io.github.telnyxotp.web;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * What a door has to write.
 *
 * @param status the HTTP status
 * @param headers to be set, in place of any value that they have, beside the type
 * @param type what the body is, in UTF-8, or {@code null} if there is no body
 * @param body the body as text, empty if there is none
 * @param stream goes on after the body, {@code null} if the body is all there is. A reply
 * with a stream has no length and is sent at once; the door says
 * {@link StatusStream#goOn} then, and {@link StatusStream#settle} in any case
 * @since 0.1
 */
public record Reply(int status, Map<String, String> headers, @Nullable MediaType type, String body,
		@Nullable StatusStream stream) {

	/**
	 * Makes the headers unmodifiable.
	 */
	public Reply {
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

	static Reply of(int status, MediaType type, String body) {
		return new Reply(status, Map.of(), type, body, null);
	}

	/** A status alone. */
	static Reply of(int status) {
		return new Reply(status, Map.of(), null, "", null);
	}

	/** Leads to a place, which is given as browsers see it. */
	static Reply redirect(String location) {
		return of(302).with("Location", location);
	}

	Reply with(String header, String value) {
		return with(Map.of(header, value));
	}

	Reply with(Map<String, String> more) {
		Map<String, String> all = new LinkedHashMap<>(this.headers);
		all.putAll(more);
		return new Reply(this.status, all, this.type, this.body, this.stream);
	}

	/**
	 * Where the reply leads.
	 * @return a path of this site with the context path, or {@code null} if it leads
	 * nowhere
	 */
	public @Nullable String location() {
		return this.headers.get("Location");
	}

	/**
	 * The body as it is sent.
	 * @return bytes in UTF-8
	 */
	public byte[] bytes() {
		return this.body.getBytes(StandardCharsets.UTF_8);
	}

}
