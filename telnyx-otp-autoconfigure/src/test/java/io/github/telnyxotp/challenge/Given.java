package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * What the rule tests start from. Challenges are spelled out, not made by the code under
 * test.
 */
final class Given {

	static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	static final Instant END = NOON.plusSeconds(300);

	static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	static final Owner MALLORY = new Owner("mallory", Purpose.SECOND_FACTOR);

	static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	static final PhoneNumber OTHER_PHONE = new PhoneNumber("+15550100002");

	static final ChallengeId ID = new ChallengeId("M".repeat(27));

	static final VerificationId V1 = new VerificationId("11111111-1111-1111-1111-111111111111");

	static final VerificationId V2 = new VerificationId("22222222-2222-2222-2222-222222222222");

	static final List<Channel> ALL = List.of(Channel.WHATSAPP, Channel.SMS, Channel.CALL);

	static final Policy POLICY = new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30),
			Map.of(Channel.WHATSAPP, Duration.ofSeconds(20)));

	static final Rules RULES = new Rules(POLICY);

	/** Its message waits to be claimed. */
	static final Challenge QUEUED = open(first(Delivery.QUEUED));

	/** Its message is being ordered. */
	static final Challenge SENDING = open(first(Delivery.SENDING));

	/** Its message was ordered; SMS is due twenty seconds later. */
	static final Challenge WAITING = moving(open(first(Delivery.ACCEPTED)), after(20));

	private Given() {
	}

	static Instant after(long seconds) {
		return NOON.plusSeconds(seconds);
	}

	static Sending first(Delivery delivery) {
		return sending(1, Channel.WHATSAPP, delivery, 0);
	}

	static Sending sending(int number, Channel channel, Delivery delivery, long second) {
		boolean named = delivery.compareTo(Delivery.ACCEPTED) >= 0;
		return new Sending(number, channel, delivery, named ? ((number == 1) ? V1 : V2) : null, after(second));
	}

	static Challenge open(Sending... sendings) {
		return new Challenge(ID, ALICE, PHONE, ALL, State.OPEN, List.of(sendings), 0, 0, NOON, END, null);
	}

	static Challenge with(Challenge from, Sending... sendings) {
		return new Challenge(from.id(), from.owner(), from.phone(), from.channels(), from.state(), List.of(sendings),
				from.attempts(), from.pending(), from.openedAt(), from.expiresAt(), from.nextMove());
	}

	static Challenge moving(Challenge from, @Nullable Instant nextMove) {
		return new Challenge(from.id(), from.owner(), from.phone(), from.channels(), from.state(), from.sendings(),
				from.attempts(), from.pending(), from.openedAt(), from.expiresAt(), nextMove);
	}

	static Challenge counting(Challenge from, int attempts, int pending) {
		return new Challenge(from.id(), from.owner(), from.phone(), from.channels(), from.state(), from.sendings(),
				attempts, pending, from.openedAt(), from.expiresAt(), from.nextMove());
	}

	static Challenge ended(Challenge from, State state) {
		return new Challenge(from.id(), from.owner(), from.phone(), from.channels(), state, from.sendings(),
				from.attempts(), from.pending(), from.openedAt(), from.expiresAt(), null);
	}

	static Challenge opened(Challenge from, String id, Instant openedAt) {
		return new Challenge(new ChallengeId(id.repeat(27)), from.owner(), from.phone(), from.channels(), from.state(),
				from.sendings(), from.attempts(), from.pending(), openedAt, from.expiresAt(), from.nextMove());
	}

	static Challenge owned(Challenge from, Owner owner) {
		return new Challenge(from.id(), owner, from.phone(), from.channels(), from.state(), from.sendings(),
				from.attempts(), from.pending(), from.openedAt(), from.expiresAt(), from.nextMove());
	}

	/** What follows of a report, without what it is about. */
	static Rule<Optional<Integer>> next(Rule<Optional<Reported>> rule) {
		return (challenge, now) -> {
			Change<Optional<Reported>> change = rule.apply(challenge, now);
			return new Change<>(change.challenge(), change.answer().flatMap(Reported::next));
		};
	}

}
