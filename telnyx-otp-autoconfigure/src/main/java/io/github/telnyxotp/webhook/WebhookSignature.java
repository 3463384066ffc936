package io.github.telnyxotp.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Tells whether Telnyx signed a webhook, just now: Ed25519 over the timestamp as it came,
 * a bar and the bytes of the body as they came (SEC-41, SEC-42). What costs nothing is
 * looked at first. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class WebhookSignature {

	static final String TIMESTAMP = "telnyx-timestamp";

	static final String SIGNATURE = "telnyx-signature-ed25519";

	/** Each key costs a forger nothing and us a check. */
	private static final int MOST_KEYS = 8;

	private static final Duration LONGEST_TOLERANCE = Duration.ofHours(1);

	// So few digits overflow nothing. Milliseconds have one more.
	private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

	private final List<WebhookPublicKey> keys;

	private final long tolerance;

	private final InstantSource clock;

	/**
	 * A check by these keys.
	 * @param keys the keys of which any may have signed, 1 to 8
	 * @param tolerance how far the clock of Telnyx and a late webhook may be off, one
	 * second to one hour
	 * @param clock the time here
	 * @throws IllegalArgumentException if a number is out of its range
	 */
	public WebhookSignature(List<WebhookPublicKey> keys, Duration tolerance, InstantSource clock) {
		if (keys.isEmpty() || keys.size() > MOST_KEYS) {
			throw new IllegalArgumentException("'keys' must be 1 to 8");
		}
		if (tolerance.toSeconds() < 1 || tolerance.compareTo(LONGEST_TOLERANCE) > 0) {
			throw new IllegalArgumentException("'tolerance' must be between one second and one hour");
		}
		this.keys = List.copyOf(keys);
		this.tolerance = tolerance.toSeconds();
		this.clock = clock;
	}

	/**
	 * Checks one webhook.
	 * @param headers all values of a header, by its name in lower case
	 * @param body the body as it came
	 */
	Proof check(Function<String, List<String>> headers, byte[] body) {
		List<String> timestamps = headers.apply(TIMESTAMP);
		List<String> signatures = headers.apply(SIGNATURE);
		boolean once = timestamps.size() == 1 && signatures.size() == 1;
		if (!once || !SECONDS.matcher(timestamps.get(0)).matches()) {
			return new Proof.Unproven(Proof.Flaw.HEADERS);
		}
		byte[] signature = StrictBase64.decode(signatures.get(0), EdwardsCurve.SIGNATURE_LENGTH);
		if (signature == null || !EdwardsCurve.isPlainSignature(signature)) {
			return new Proof.Unproven(Proof.Flaw.HEADERS);
		}
		if (!isFresh(timestamps.get(0))) {
			return new Proof.Unproven(Proof.Flaw.TIME);
		}
		return signedBy(message(timestamps.get(0), body), signature);
	}

	private boolean isFresh(String timestamp) {
		long difference = Long.parseLong(timestamp) - this.clock.instant().getEpochSecond();
		return Math.abs(difference) <= this.tolerance;
	}

	private Proof signedBy(byte[] message, byte[] signature) {
		for (WebhookPublicKey key : this.keys) {
			if (key.verifies(message, signature)) {
				return new Proof.Signed(key.id());
			}
		}
		return new Proof.Unproven(Proof.Flaw.SIGNATURE);
	}

	private static byte[] message(String timestamp, byte[] body) {
		byte[] start = (timestamp + "|").getBytes(StandardCharsets.US_ASCII);
		return ByteBuffer.allocate(start.length + body.length).put(start).put(body).array();
	}

}
