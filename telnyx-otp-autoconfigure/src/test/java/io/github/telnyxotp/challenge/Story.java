package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Life of one challenge, told event by event, that looks after each of them whether all
 * promises hold.
 */
final class Story {

	private static final Policy POLICY = new Policy(Duration.ofSeconds(100), 3, 4, Duration.ofSeconds(5),
			Map.of(Channel.WHATSAPP, Duration.ofSeconds(3), Channel.SMS, Duration.ofSeconds(3)));

	private static final Rules RULES = new Rules(POLICY);

	private final List<Integer> inFlight = new ArrayList<>();

	private final Set<Integer> claimed = new HashSet<>();

	private Instant now = Given.NOON;

	private Challenge challenge = RULES.life()
		.open(Given.ID, new Claimant(Given.ALICE, Given.PHONE, Origin.NONE), Given.ALL)
		.apply(null, this.now)
		.answer();

	private int allowed;

	private int accepted;

	private int left;

	void happens(Event event) {
		Challenge before = this.challenge;
		int pick = event.pick();
		switch (event.kind()) {
			case CLAIM -> claim(1 + pick % 4);
			case SENT -> sent(pick);
			case RESEND -> run(RULES.sends().resend(Given.ALICE, (pick % 4 < 3) ? Channel.values()[pick % 4] : null));
			case FOREIGN_RESEND -> unchanged(RULES.sends().resend(Given.MALLORY, null));
			case ATTEMPT -> attempt();
			case FOREIGN_ATTEMPT -> unchanged(RULES.checks().attempt(Given.MALLORY, List.of(Given.PHONE)));
			case OTHER_PHONE -> run(RULES.checks().attempt(Given.ALICE, List.of(Given.OTHER_PHONE)));
			case CONCLUDE -> conclude(CheckAnswer.values()[pick % CheckAnswer.values().length]);
			case DELIVERY -> automatic(Given.next(RULES.sends()
				.delivery(verification(1 + pick % 4), Delivery.values()[pick % Delivery.values().length])));
			case MOVE -> automatic(RULES.sends().move());
			case STATUS -> unchanged(RULES.life().status(Given.ALICE));
			case EXPIRE -> run(RULES.life().expire());
			case LOCK -> rarely(pick, RULES.life().lock());
			case ABANDON -> rarely(pick, RULES.life().abandon());
			case KEEP -> run(RULES.life().keep(Given.ALICE, Given.PHONE, Set.of()));
			case FOREIGN_KEEP -> rarely(pick, RULES.life().keep(Given.MALLORY, Given.PHONE, Set.of()));
			case BARS -> unchanged(RULES.life().bars(newer()));
			case GIVE_WAY -> rarely(pick, RULES.life().giveWay(newer()));
			case FORWARD -> this.now = this.now.plusSeconds(pick % 12);
			case CRASH -> crash();
		}
		promises(before, event);
	}

	private void claim(int number) {
		Challenge before = this.challenge;
		if (run(RULES.sends().claim(number)).isPresent()) {
			assertThat(before.at(this.now).state()).isEqualTo(State.OPEN);
			assertThat(this.claimed.add(number)).as("claimed once").isTrue();
			this.inFlight.add(number);
			this.left++;
		}
	}

	private void sent(int pick) {
		if (this.inFlight.isEmpty()) {
			unchanged(RULES.sends().sent(99, new SendAnswer.Unknown()));
			return;
		}
		int number = this.inFlight.remove(pick % this.inFlight.size());
		SendAnswer answer = answer(number, pick);
		int before = this.challenge.sendings().size();
		automatic(RULES.sends().sent(number, answer));
		if (this.challenge.sendings().size() < before) {
			assertThat(answer).isEqualTo(new SendAnswer.Refused(SendAnswer.Reason.NEVER_LEFT));
			this.claimed.remove(number);
			this.left--;
		}
	}

	private static SendAnswer answer(int number, int pick) {
		return switch (pick % 6) {
			case 0, 1 -> new SendAnswer.Accepted(verification(number));
			case 2 -> new SendAnswer.Unknown();
			case 3 -> new SendAnswer.Refused(SendAnswer.Reason.NEVER_LEFT);
			case 4 -> new SendAnswer.Refused(SendAnswer.Reason.CHANNEL);
			default -> new SendAnswer.Refused(SendAnswer.Reason.THROTTLED);
		};
	}

	private void automatic(Rule<Optional<Integer>> rule) {
		Challenge before = this.challenge;
		run(rule).ifPresent((number) -> {
			Sending queued = this.challenge.newest().orElseThrow();
			assertThat(queued).isEqualTo(new Sending(number, queued.channel(), Delivery.QUEUED, null, this.now));
			assertThat(before.sendings()).as("one move per channel")
				.noneMatch((sending) -> sending.channel() == queued.channel());
			assertThat(before.at(this.now).state()).isEqualTo(State.OPEN);
		});
	}

	private void attempt() {
		if (run(RULES.checks().attempt(Given.ALICE, List.of(Given.PHONE))) instanceof Attempt.Allowed) {
			this.allowed++;
		}
	}

	private void conclude(CheckAnswer answer) {
		if (this.allowed == 0) {
			return;
		}
		this.allowed--;
		int attempts = this.challenge.attempts();
		boolean ended = this.challenge.state().terminal();
		Verdict verdict = run(RULES.checks().conclude(answer));
		this.accepted += (verdict instanceof Verdict.Accepted) ? 1 : 0;
		boolean back = answer == CheckAnswer.NEVER_LEFT && !ended;
		assertThat(this.challenge.attempts()).isEqualTo(back ? attempts - 1 : attempts);
	}

	private void crash() {
		this.inFlight.clear();
		this.allowed = 0;
	}

	private Challenge newer() {
		return RULES.life()
			.open(new ChallengeId("Z".repeat(27)), new Claimant(Given.ALICE, Given.PHONE, Origin.NONE), Given.ALL)
			.apply(null, this.now)
			.answer();
	}

	private void rarely(int pick, Rule<Boolean> rule) {
		if (pick % 6 == 0) {
			run(rule);
		}
	}

	private void unchanged(Rule<?> rule) {
		Challenge before = this.challenge;
		run(rule);
		assertThat(this.challenge).isEqualTo(before);
	}

	private <R> R run(Rule<R> rule) {
		Change<R> change = rule.apply(this.challenge, this.now);
		this.challenge = change.challenge();
		return change.answer();
	}

	private void promises(Challenge before, Event event) {
		Challenge after = this.challenge;
		if (before.state().terminal()) {
			assertThat(after).as("an end is an end").isEqualTo(before);
		}
		if (event.kind() != Kind.CONCLUDE) {
			assertThat(after.attempts()).as("attempts never fall").isGreaterThanOrEqualTo(before.attempts());
		}
		assertThat(after.attempts()).as("attempts are limited").isBetween(0, POLICY.maxAttempts());
		assertThat(after.pending()).as("answers awaited").isBetween(this.allowed - this.accepted, after.attempts());
		assertThat(this.accepted).as("one success").isLessThanOrEqualTo(1);
		assertThat(this.left).as("messages are limited").isLessThanOrEqualTo(POLICY.maxSends());
		assertThat(after.sendings()).hasSizeLessThanOrEqualTo(POLICY.maxSends());
		assertThat(after.sendings()).extracting(Sending::number).doesNotHaveDuplicates().isSorted();
		assertThat(after).as("what never changes")
			.isEqualTo(new Challenge(Given.ID, Given.ALICE, Given.PHONE, Given.ALL, after.state(), after.sendings(),
					after.attempts(), after.pending(), Given.NOON, Given.NOON.plusSeconds(100), after.nextMove()));
	}

	private static VerificationId verification(int number) {
		return new VerificationId("00000000-0000-0000-0000-00000000000" + number);
	}

	/**
	 * Something that happens.
	 *
	 * @param kind what
	 * @param pick which of its variants
	 */
	record Event(Kind kind, int pick) {
	}

	/** What may happen. */
	enum Kind {

		CLAIM, SENT, RESEND, FOREIGN_RESEND, ATTEMPT, FOREIGN_ATTEMPT, OTHER_PHONE, CONCLUDE, DELIVERY, MOVE, STATUS,
		EXPIRE, LOCK, ABANDON, KEEP, FOREIGN_KEEP, BARS, GIVE_WAY, FORWARD, CRASH

	}

}
