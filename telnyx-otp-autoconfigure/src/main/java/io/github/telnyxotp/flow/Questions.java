package io.github.telnyxotp.flow;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.Verdict.Reason;

/**
 * Codes that wait for their answer in this process, so that a double click gets the
 * verdict of its first half and asks nobody (SEC-39). Which codes wait is said by the
 * challenge, for all nodes; who asks on another node is waited for by looking there. A
 * thread waits no longer than for Telnyx itself. Safe for use by many threads.
 */
final class Questions {

	private static final int LOOKS = 40;

	private static final int LOOK_MILLIS = 250;

	private final Map<String, CompletableFuture<Verdict>> open = new ConcurrentHashMap<>();

	/** A name of the code that tells nobody the code who does not know the challenge. */
	static String name(ChallengeId id, String code) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			byte[] hash = digest.digest((id.value() + " " + code).getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash, 0, 16);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/** To be called before the challenge is asked, or the first half might be missed. */
	CompletableFuture<Verdict> of(String name) {
		return this.open.computeIfAbsent(name, (unknown) -> new CompletableFuture<>());
	}

	void answered(String name, CompletableFuture<Verdict> question, Verdict verdict) {
		question.complete(verdict);
		this.open.remove(name, question);
	}

	/**
	 * Waits for the verdict of the first half.
	 * @param question what {@link #of} gave
	 * @param asks whether the code still waits, wherever somebody asks
	 */
	Verdict join(CompletableFuture<Verdict> question, BooleanSupplier asks) {
		for (int look = 0; look < LOOKS; look++) {
			try {
				Verdict verdict = question.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
				// There is no second success
				return (verdict instanceof Verdict.Accepted) ? new Verdict.Closed(Reason.USED) : verdict;
			}
			catch (TimeoutException ex) {
				if (!asks.getAsBoolean()) {
					return new Verdict.Unavailable();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return new Verdict.Unavailable();
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return new Verdict.Unavailable();
	}

}
