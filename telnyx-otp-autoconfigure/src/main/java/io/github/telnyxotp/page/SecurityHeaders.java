package io.github.telnyxotp.page;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of every reply of ours: pages, JSON, assets, redirects and errors (SEC-62).
 * Strict-Transport-Security is not here, because only the door knows of TLS.
 * <p>
 * {@code no-referrer} makes browsers send {@code Origin: null} with our form posts, so
 * these are protected by their token and must not be judged by that header.
 *
 * @since 0.1
 */
public final class SecurityHeaders {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; "
			+ "connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
			+ "object-src 'none'";

	private static final Map<String, String> ALL = headers();

	private SecurityHeaders() {
	}

	/**
	 * All headers with their values.
	 * @return name to value, unmodifiable, always in the same order
	 */
	public static Map<String, String> all() {
		return ALL;
	}

	private static Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Cache-Control", "no-store");
		headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
		headers.put("X-Content-Type-Options", "nosniff");
		headers.put("Referrer-Policy", "no-referrer");
		headers.put("Cross-Origin-Opener-Policy", "same-origin");
		headers.put("Permissions-Policy", "otp-credentials=(self)");
		return Collections.unmodifiableMap(headers);
	}

}
