package io.github.telnyxotp.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param status the status
 * @param headers the headers
 * @param body the body
 */
record Reply(int status, Map<String, String> headers, byte[] body) {

	static Reply json(int status, Object value) {
		return of(status, "application/json; charset=utf-8", Json.write(value));
	}

	static Reply of(int status, String contentType, byte[] body) {
		return new Reply(status, Map.of("Content-Type", contentType), body);
	}

	static Reply empty(int status) {
		return new Reply(status, Map.of(), new byte[0]);
	}

	/** An answer of the simulator itself, for the person who uses it. */
	static Reply problem(int status, String detail) {
		return json(status, Json.map("error", detail));
	}

	static Reply seeOther(String location) {
		return empty(303).with("Location", location);
	}

	Reply with(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new Reply(this.status, more, this.body);
	}

	@Override
	public String toString() {
		return "Reply[status=" + this.status + "]";
	}

}
