package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;

/**
 * The numbers that the rules go by.
 *
 * @param timeToLive life of a challenge, one second to ten minutes (SEC-05)
 * @param maxAttempts codes that may be submitted, 1 to 10 (SEC-10)
 * @param maxSends messages that may be sent, 1 to 10
 * @param resendCooldown pause after the first message; it doubles after each further one,
 * up to four times its length (SEC-14)
 * @param waits how long each channel may take before the next one is due, each more than
 * zero
 * @since 0.1
 */
public record Policy(Duration timeToLive, int maxAttempts, int maxSends, Duration resendCooldown,
		Map<Channel, Duration> waits) {

	private static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

	private static final Duration DEFAULT_WAIT = Duration.ofSeconds(30);

	private static final int MOST = 10;

	/**
	 * Checks the numbers.
	 * @throws IllegalArgumentException if one is out of its range
	 */
	public Policy {
		require(timeToLive.compareTo(Duration.ofSeconds(1)) >= 0 && timeToLive.compareTo(LONGEST_LIFE) <= 0,
				"'timeToLive' must be between one second and ten minutes");
		require(maxAttempts >= 1 && maxAttempts <= MOST, "'maxAttempts' must be between 1 and 10");
		require(maxSends >= 1 && maxSends <= MOST, "'maxSends' must be between 1 and 10");
		require(!resendCooldown.isNegative(), "'resendCooldown' must not be negative");
		waits = Map.copyOf(waits);
		require(waits.values().stream().allMatch(Policy::positive), "'waits' must be longer than nothing");
	}

	/** Whether every code that may be submitted has been, answered or not. */
	boolean spent(Challenge challenge) {
		return challenge.attempts() >= this.maxAttempts;
	}

	/** Time until the owner may ask for another message. */
	Duration pause(Challenge challenge, Instant now) {
		Front front = challenge.front();
		if (front != null) {
			return until(front.askedAt().plus(cooldown(front.asked())), now);
		}
		return challenge.newest()
			.map((newest) -> until(newest.decidedAt().plus(cooldown(challenge)), now))
			.orElse(Duration.ZERO);
	}

	/**
	 * The same for whoever asks anew, also when the challenge was given up for another.
	 */
	Duration rest(Challenge challenge, Instant now) {
		return challenge
			.last(challenge.state().terminal() ? Policy::left : (each) -> each.delivery() != Delivery.REFUSED)
			.map((last) -> until(last.decidedAt().plus(cooldown(challenge)), now))
			.orElse(Duration.ZERO);
	}

	/** What was still queued when the challenge ended never leaves. */
	static boolean left(Sending sending) {
		return sending.delivery() != Delivery.QUEUED && sending.delivery() != Delivery.REFUSED;
	}

	/** Whether the owner may ask for another message, as far as he knows. */
	boolean mayAsk(Challenge challenge) {
		Front front = challenge.front();
		return ((front != null) ? front.asked() : challenge.sendings().size()) < this.maxSends;
	}

	private static Duration until(Instant over, Instant now) {
		return over.isAfter(now) ? Duration.between(now, over) : Duration.ZERO;
	}

	/** Refused messages lengthen no pause: nothing of them arrived. */
	private Duration cooldown(Challenge challenge) {
		long sent = challenge.sendings().stream().filter((each) -> each.delivery() != Delivery.REFUSED).count();
		return cooldown(sent);
	}

	private Duration cooldown(long sent) {
		return this.resendCooldown.multipliedBy(1L << Math.min(Math.max(sent, 1) - 1, 2));
	}

	Duration wait(Channel channel) {
		return this.waits.getOrDefault(channel, DEFAULT_WAIT);
	}

	private static boolean positive(Duration duration) {
		return !duration.isNegative() && !duration.isZero();
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
