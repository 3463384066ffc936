package io.github.telnyxotp.telnyx;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

import io.github.telnyxotp.VerificationId;

/**
 * What {@link HttpTelnyxClient} must know. It checks itself when made; its messages and
 * its text never show the key.
 *
 * @param baseUri address of the API up to and including its version, for example
 * {@code https://api.telnyx.com/v2}; plain HTTP is taken for the loopback host only
 * @param apiKey key of the account
 * @param verifyProfileId verify profile that sends and checks
 * @param startEndpoint which operation orders a message
 * @param checkBy what a submitted code is compared with
 * @param limits bounds of time and number
 * @since 0.1
 */
public record TelnyxSettings(URI baseUri, Secret apiKey, String verifyProfileId, StartEndpoint startEndpoint,
		CheckBy checkBy, Limits limits) {

	private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

	/**
	 * Checks the values.
	 * @throws IllegalArgumentException if the address is not an HTTPS address without
	 * user, query and fragment, or the profile is no UUID
	 */
	public TelnyxSettings {
		String host = baseUri.getHost();
		check(host != null, "'baseUri' must be absolute and name a host");
		check("https".equalsIgnoreCase(baseUri.getScheme())
				|| ("http".equalsIgnoreCase(baseUri.getScheme()) && LOOPBACK.matcher(host).matches()),
				"'baseUri' must use https; http is only for the loopback host");
		check(baseUri.getRawUserInfo() == null && baseUri.getRawQuery() == null && baseUri.getRawFragment() == null,
				"'baseUri' must have no user, query or fragment");
		check(VerificationId.isValid(verifyProfileId), "'verifyProfileId' must be a UUID");
	}

	private static void check(boolean holds, String message) {
		if (!holds) {
			throw new IllegalArgumentException(message);
		}
	}

	/**
	 * Bounds of time and number (SEC-48). Callers beyond them are refused at once, before
	 * anything leaves.
	 *
	 * @param callTimeout time for one whole call, from waiting for a connection to the
	 * last byte of the answer; more than zero and at most a minute
	 * @param maxConnections connections that may be open at once
	 * @param maxWaiting callers that may wait for a connection
	 */
	public record Limits(Duration callTimeout, int maxConnections, int maxWaiting) {

		private static final Duration LONGEST = Duration.ofMinutes(1);

		/** Five seconds, 50 connections, 100 waiting callers. */
		public static final Limits DEFAULT = new Limits(Duration.ofSeconds(5), 50, 100);

		/**
		 * Checks the values.
		 * @throws IllegalArgumentException if one of them is out of its range
		 */
		public Limits {
			check(callTimeout.compareTo(Duration.ZERO) > 0 && callTimeout.compareTo(LONGEST) <= 0,
					"'callTimeout' must be more than zero and at most one minute");
			check(maxConnections > 0, "'maxConnections' must be more than zero");
			check(maxWaiting >= 0, "'maxWaiting' must not be less than zero");
		}

	}

}
