package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * One proof of one phone: plain data that only the {@link Rules} change, by making a new
 * one.
 *
 * @param id look-up key
 * @param owner whose it is and what for
 * @param phone the phone to prove, fixed for the life of the challenge (SEC-24)
 * @param channels the channels it may use, in order
 * @param state where it stands
 * @param sendings the messages so far, oldest first
 * @param attempts codes submitted so far, counted before anybody is asked (SEC-10)
 * @param pending attempts that wait for their answer
 * @param openedAt when it was started
 * @param expiresAt when it dies; nothing moves this (SEC-05)
 * @param nextMove when the next channel is due, or {@code null}
 * @param origin where the request came from that started it
 * @param front what the visitor sees instead of the rest, or {@code null} if whose it is
 * is known, who may see it all
 * @param question the newest code that waits for its answer, or {@code null}
 * @since 0.1
 */
public record Challenge(ChallengeId id, Owner owner, PhoneNumber phone, List<Channel> channels, State state,
		List<Sending> sendings, int attempts, int pending, Instant openedAt, Instant expiresAt,
		@Nullable Instant nextMove, Origin origin, @Nullable Front front, @Nullable Question question) {

	/** How long a dead challenge is remembered, so that its owner can be told why. */
	private static final Duration MEMORY = Duration.ofMinutes(1);

	/**
	 * Makes the lists unmodifiable.
	 */
	public Challenge {
		channels = List.copyOf(channels);
		sendings = List.copyOf(sendings);
	}

	/**
	 * A challenge of which no code waits for its answer.
	 * @param id look-up key
	 * @param owner whose it is and what for
	 * @param phone the phone to prove
	 * @param channels the channels it may use, in order
	 * @param state where it stands
	 * @param sendings the messages so far, oldest first
	 * @param attempts codes submitted so far
	 * @param pending attempts that wait for their answer
	 * @param openedAt when it was started
	 * @param expiresAt when it dies
	 * @param nextMove when the next channel is due, or {@code null}
	 * @param origin where the request came from that started it
	 * @param front what the visitor sees instead of the rest, or {@code null}
	 */
	public Challenge(ChallengeId id, Owner owner, PhoneNumber phone, List<Channel> channels, State state,
			List<Sending> sendings, int attempts, int pending, Instant openedAt, Instant expiresAt,
			@Nullable Instant nextMove, Origin origin, @Nullable Front front) {
		this(id, owner, phone, channels, state, sendings, attempts, pending, openedAt, expiresAt, nextMove, origin,
				front, null);
	}

	/**
	 * A challenge whose owner is known.
	 * @param id look-up key
	 * @param owner whose it is and what for
	 * @param phone the phone to prove
	 * @param channels the channels it may use, in order
	 * @param state where it stands
	 * @param sendings the messages so far, oldest first
	 * @param attempts codes submitted so far
	 * @param pending attempts that wait for their answer
	 * @param openedAt when it was started
	 * @param expiresAt when it dies
	 * @param nextMove when the next channel is due, or {@code null}
	 */
	public Challenge(ChallengeId id, Owner owner, PhoneNumber phone, List<Channel> channels, State state,
			List<Sending> sendings, int attempts, int pending, Instant openedAt, Instant expiresAt,
			@Nullable Instant nextMove) {
		this(id, owner, phone, channels, state, sendings, attempts, pending, openedAt, expiresAt, nextMove, Origin.NONE,
				null);
	}

	static Challenge open(ChallengeId id, Claimant claimant, List<Channel> channels, Instant now, Duration timeToLive) {
		Owner owner = claimant.owner();
		Front front = owner.isVisitor() ? new Front(false, 1, now) : null;
		return new Challenge(id, owner, claimant.phone(), channels, State.OPEN, List.of(), 0, 0, now,
				now.plus(timeToLive), null, claimant.origin(), front);
	}

	/**
	 * When a store may forget the challenge.
	 * @return shortly after its death
	 */
	public Instant forgetAt() {
		return this.expiresAt.plus(MEMORY);
	}

	/**
	 * Whether the challenge still stands for its phone: while it is open, while it bars
	 * its owner after too many wrong codes, and while its last message may be too young
	 * for another though it was given up. A decoy never does, so that any number of them
	 * is in nobody's way.
	 * @return {@code true} if a store shall find it by its phone
	 */
	public boolean holdsPhone() {
		return !decoy() && (this.state == State.OPEN || this.state == State.LOCKED
				|| (this.state == State.ABANDONED && any(Policy::left)));
	}

	boolean decoy() {
		return this.front != null && this.front.decoy();
	}

	/** Of a visitor, who is not to learn what happens behind the front. */
	boolean visited() {
		return this.front != null;
	}

	/** The challenge as it stands at this time: dead if its time is over. */
	Challenge at(Instant now) {
		return (this.state == State.OPEN && !now.isBefore(this.expiresAt)) ? become(State.EXPIRED) : this;
	}

	Duration left(Instant now) {
		Duration left = Duration.between(now, this.expiresAt);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Of two challenges of the same instant, one whose message has left its place is the
	 * older; the ids decide between two that have just been opened.
	 */
	boolean olderThan(Challenge other) {
		int order = this.openedAt.compareTo(other.openedAt);
		if (order != 0) {
			return order < 0;
		}
		boolean fresh = any((sending) -> sending.delivery() == Delivery.QUEUED);
		return !fresh || this.id.value().compareTo(other.id.value()) < 0;
	}

	boolean underWay() {
		return any((sending) -> sending.delivery().underWay());
	}

	Optional<Sending> newest() {
		return last((sending) -> true);
	}

	boolean newestIs(Sending sending) {
		return newest().filter(sending::equals).isPresent();
	}

	/** The newest message that Telnyx may have made a code for. */
	Optional<Sending> newestOrdered() {
		return last((sending) -> sending.delivery().ordered());
	}

	boolean any(Predicate<Sending> test) {
		return this.sendings.stream().anyMatch(test);
	}

	Optional<Sending> last(Predicate<Sending> test) {
		return this.sendings.stream().filter(test).reduce((former, latter) -> latter);
	}

	Optional<Channel> nextChannel() {
		return this.channels.stream().filter((channel) -> !any((sending) -> sending.channel() == channel)).findFirst();
	}

	Challenge queue(Channel channel, Instant now) {
		List<Sending> more = new ArrayList<>(this.sendings);
		int number = newest().map(Sending::number).orElse(0) + 1;
		more.add(new Sending(number, channel, Delivery.QUEUED, null, now));
		return with(more).moveAt(null);
	}

	Challenge replace(Sending changed) {
		return with(this.sendings.stream()
			.map((sending) -> (sending.number() == changed.number()) ? changed : sending)
			.toList());
	}

	Challenge without(Sending gone) {
		return with(this.sendings.stream().filter((sending) -> sending.number() != gone.number()).toList());
	}

	Challenge moveAt(@Nullable Instant nextMove) {
		return new Challenge(this.id, this.owner, this.phone, this.channels, this.state, this.sendings, this.attempts,
				this.pending, this.openedAt, this.expiresAt, nextMove, this.origin, this.front, this.question);
	}

	Challenge counted(int attempts, int pending) {
		return new Challenge(this.id, this.owner, this.phone, this.channels, this.state, this.sendings, attempts,
				pending, this.openedAt, this.expiresAt, this.nextMove, this.origin, this.front,
				(pending > 0) ? this.question : null);
	}

	Challenge asking(@Nullable Question question) {
		return new Challenge(this.id, this.owner, this.phone, this.channels, this.state, this.sendings, this.attempts,
				this.pending, this.openedAt, this.expiresAt, this.nextMove, this.origin, this.front, question);
	}

	/**
	 * Whether a code waits for its answer.
	 * @param name the name of the code
	 * @param now the time
	 * @return {@code false} also if that takes so long that nobody waits any more
	 */
	boolean asks(@Nullable String name, Instant now) {
		return name != null && this.question != null && this.question.isOpen(name, now);
	}

	Challenge become(State next) {
		if (!this.state.leadsTo(next)) {
			throw new IllegalStateException("A challenge that is " + this.state + " cannot become " + next);
		}
		return new Challenge(this.id, this.owner, this.phone, this.channels, next, this.sendings, this.attempts,
				this.pending, this.openedAt, this.expiresAt, null, this.origin, this.front, this.question);
	}

	/** Nothing stands behind it any more. For its visitor it stays as it was. */
	Challenge hollow() {
		return (this.front != null) ? moveAt(null).with(this.front.hollow()) : this;
	}

	/** The visitor asked for another message, whether or not one leaves. */
	Challenge askedAgain(Instant now) {
		return (this.front != null) ? with(this.front.again(now)) : this;
	}

	private Challenge with(Front front) {
		return new Challenge(this.id, this.owner, this.phone, this.channels, this.state, this.sendings, this.attempts,
				this.pending, this.openedAt, this.expiresAt, this.nextMove, this.origin, front, this.question);
	}

	private Challenge with(List<Sending> sendings) {
		return new Challenge(this.id, this.owner, this.phone, this.channels, this.state, sendings, this.attempts,
				this.pending, this.openedAt, this.expiresAt, this.nextMove, this.origin, this.front, this.question);
	}

}
