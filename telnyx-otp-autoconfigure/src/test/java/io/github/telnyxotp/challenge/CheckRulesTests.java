package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.Verdict.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.telnyxotp.challenge.Given.ALICE;
import static io.github.telnyxotp.challenge.Given.END;
import static io.github.telnyxotp.challenge.Given.MALLORY;
import static io.github.telnyxotp.challenge.Given.NOON;
import static io.github.telnyxotp.challenge.Given.OTHER_PHONE;
import static io.github.telnyxotp.challenge.Given.PHONE;
import static io.github.telnyxotp.challenge.Given.QUEUED;
import static io.github.telnyxotp.challenge.Given.RULES;
import static io.github.telnyxotp.challenge.Given.SENDING;
import static io.github.telnyxotp.challenge.Given.V1;
import static io.github.telnyxotp.challenge.Given.WAITING;
import static io.github.telnyxotp.challenge.Given.counting;
import static io.github.telnyxotp.challenge.Given.ended;
import static io.github.telnyxotp.challenge.Given.first;
import static io.github.telnyxotp.challenge.Given.sending;
import static io.github.telnyxotp.challenge.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CheckRules}.
 */
class CheckRulesTests {

	private final Rule<Attempt> attempt = RULES.checks().attempt(ALICE, List.of(PHONE));

	@Test
	@DisplayName("SEC-10 an attempt is counted when it is allowed")
	void attemptIsCountedAndAllowed() {
		assertThat(this.attempt.apply(WAITING, NOON))
			.isEqualTo(new Change<>(counting(WAITING, 1, 1), new Attempt.Allowed(V1)));
	}

	@Test
	@DisplayName("SEC-10 the last attempt is allowed, one more is not")
	void attemptBeyondTheLastIsRefused() {
		Challenge four = counting(WAITING, 4, 0);
		Challenge five = counting(WAITING, 5, 1);
		assertThat(this.attempt.apply(four, NOON)).isEqualTo(new Change<>(five, new Attempt.Allowed(V1)));
		assertThat(this.attempt.apply(five, NOON)).isEqualTo(refused(five, Reason.LOCKED));
	}

	@Test
	@DisplayName("SEC-39 the same code is not counted again while it waits for its answer")
	void sameCodeIsNotCountedWhileItWaits() {
		Challenge asked = attempt("name").apply(WAITING, NOON).challenge();
		assertThat(attempt("name").apply(asked, NOON)).isEqualTo(new Change<>(asked, new Attempt.Asked()));
		assertThat(attempt("other").apply(asked, NOON).answer()).isEqualTo(new Attempt.Allowed(V1));
		assertThat(this.attempt.apply(asked, NOON).answer()).as("without a name").isEqualTo(new Attempt.Allowed(V1));
		Challenge wrong = RULES.checks().conclude(CheckAnswer.WRONG).apply(asked, NOON).challenge();
		assertThat(attempt("name").apply(wrong, NOON).answer()).as("answered").isEqualTo(new Attempt.Allowed(V1));
		Challenge back = RULES.checks().giveBack().apply(asked, NOON).challenge();
		assertThat(attempt("name").apply(back, NOON).answer()).as("given back").isEqualTo(new Attempt.Allowed(V1));
		assertThat(attempt("name").apply(asked, NOON.plusSeconds(10)).answer()).as("who asked may have died")
			.isEqualTo(new Attempt.Allowed(V1));
		assertThat(RULES.checks().attempt(MALLORY, List.of(PHONE), "name").apply(asked, NOON))
			.isEqualTo(refused(asked, Reason.FOREIGN));
	}

	private static Rule<Attempt> attempt(String name) {
		return RULES.checks().attempt(ALICE, List.of(PHONE), name);
	}

	@Test
	@DisplayName("SEC-05 an attempt at 4:59 is allowed")
	void attemptJustInTimeIsAllowed() {
		assertThat(this.attempt.apply(WAITING, END.minusMillis(1)).answer()).isEqualTo(new Attempt.Allowed(V1));
	}

	@Test
	@DisplayName("SEC-05 an attempt at 5:00 is refused and ends the challenge")
	void attemptWhenExpiredIsRefused() {
		assertThat(this.attempt.apply(WAITING, END)).isEqualTo(refused(ended(WAITING, State.EXPIRED), Reason.EXPIRED));
	}

	@Test
	void attemptOnNothingIsRefused() {
		assertThat(this.attempt.apply(null, NOON)).isEqualTo(refused(null, Reason.UNKNOWN));
	}

	@Test
	@DisplayName("SEC-35 an attempt of another account is refused and not counted")
	void attemptOfAnotherAccountIsRefusedAndNotCounted() {
		assertThat(RULES.checks().attempt(MALLORY, List.of(PHONE)).apply(WAITING, NOON))
			.isEqualTo(refused(WAITING, Reason.FOREIGN));
	}

	@Test
	@DisplayName("SEC-02 an attempt for another purpose is refused and not counted")
	void attemptForAnotherPurposeIsRefusedAndNotCounted() {
		Owner stepUp = new Owner(ALICE.subject(), Purpose.STEP_UP);
		assertThat(RULES.checks().attempt(stepUp, List.of(PHONE)).apply(WAITING, NOON))
			.isEqualTo(refused(WAITING, Reason.FOREIGN));
	}

	@Test
	@DisplayName("SEC-02 a foreign attempt does not even end a challenge whose time is over")
	void foreignAttemptChangesNothing() {
		assertThat(RULES.checks().attempt(MALLORY, List.of(OTHER_PHONE)).apply(WAITING, END))
			.isEqualTo(refused(WAITING, Reason.FOREIGN));
	}

	@Test
	@DisplayName("SEC-24 an attempt after a change of the phone is refused and ends the challenge")
	void attemptWithAnotherPhoneAbandons() {
		assertThat(RULES.checks().attempt(ALICE, List.of(OTHER_PHONE)).apply(WAITING, NOON))
			.isEqualTo(refused(ended(WAITING, State.ABANDONED), Reason.FOREIGN));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
	@DisplayName("SEC-07 an attempt on a challenge that has ended is refused")
	void attemptOnEndedIsRefused(State state) {
		Challenge ended = ended(WAITING, state);
		assertThat(this.attempt.apply(ended, NOON)).isEqualTo(refused(ended, state.reason()));
	}

	@Test
	void attemptBeforeAnythingWasOrderedIsRefusedAndNotCounted() {
		assertThat(this.attempt.apply(QUEUED, NOON)).isEqualTo(refused(QUEUED, Reason.NOT_SENT));
		assertThat(this.attempt.apply(SENDING, NOON)).isEqualTo(refused(SENDING, Reason.NOT_SENT));
		Challenge refused = with(QUEUED, first(Delivery.REFUSED));
		assertThat(this.attempt.apply(refused, NOON)).isEqualTo(refused(refused, Reason.NOT_SENT));
	}

	@Test
	void attemptIsAboutTheNewestMessageThatWasOrdered() {
		Challenge unknown = with(WAITING, first(Delivery.ACCEPTED), sending(2, Channel.SMS, Delivery.UNKNOWN, 30));
		assertThat(this.attempt.apply(unknown, NOON).answer()).isEqualTo(new Attempt.Allowed(null));
		Challenge queued = with(WAITING, first(Delivery.FAILED), sending(2, Channel.SMS, Delivery.QUEUED, 30));
		assertThat(this.attempt.apply(queued, NOON).answer()).isEqualTo(new Attempt.Allowed(V1));
	}

	@Test
	void concludeOnNothingIsClosed() {
		assertThat(conclude(null, CheckAnswer.ACCEPTED)).isEqualTo(closed(null, Reason.UNKNOWN));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
	@DisplayName("SEC-04 a right code on a challenge that has ended is refused")
	void concludeOnEndedIsClosed(State state) {
		Challenge ended = ended(counting(WAITING, 1, 1), state);
		assertThat(conclude(ended, CheckAnswer.ACCEPTED)).isEqualTo(closed(ended, state.reason()));
	}

	@Test
	@DisplayName("SEC-38 a right code approves its action, which is redeemed once and by its owner alone")
	void approvalIsRedeemedOnce() {
		Owner payer = new Owner("alice", Purpose.STEP_UP, "pay 250");
		Challenge approved = approved(payer);
		Challenge used = ended(approved, State.USED);
		Rule<Boolean> redeem = RULES.checks().redeem(payer);
		assertThat(redeem.apply(approved, NOON)).isEqualTo(new Change<>(used, true));
		assertThat(redeem.apply(used, NOON)).isEqualTo(new Change<>(used, false));
		assertThat(redeem.apply(approved, approved.forgetAt().minusMillis(1))).isEqualTo(new Change<>(used, true));
		assertThat(redeem.apply(approved, approved.forgetAt())).isEqualTo(new Change<>(approved, false));
		assertThat(redeem.apply(null, NOON)).isEqualTo(new Change<>(null, false));
		for (Owner other : List.of(ALICE, new Owner("alice", Purpose.STEP_UP),
				new Owner("alice", Purpose.STEP_UP, "pay 251"), new Owner("mallory", Purpose.STEP_UP, "pay 250"))) {
			assertThat(RULES.checks().redeem(other).apply(approved, NOON)).isEqualTo(new Change<>(approved, false));
		}
	}

	@Test
	void codeWithoutAnActionApprovesNothing() {
		Challenge used = ended(WAITING, State.USED);
		assertThat(RULES.checks().redeem(ALICE).apply(used, NOON)).isEqualTo(new Change<>(used, false));
		assertThat(RULES.checks().redeem(ALICE).apply(WAITING, NOON)).isEqualTo(new Change<>(WAITING, false));
	}

	private static Challenge approved(Owner owner) {
		Challenge open = RULES.life()
			.open(Given.ID, new Claimant(owner, PHONE, Origin.NONE), List.of(Channel.SMS))
			.apply(null, NOON)
			.answer();
		return Objects
			.requireNonNull(RULES.checks().conclude(CheckAnswer.ACCEPTED).apply(open.counted(1, 1), NOON).challenge());
	}

	@Test
	@DisplayName("SEC-04 a right code is used at once")
	void rightCodeIsUsed() {
		assertThat(conclude(counting(WAITING, 2, 1), CheckAnswer.ACCEPTED)).isEqualTo(new Change<>(
				ended(counting(WAITING, 2, 0), State.USED), new Verdict.Accepted(PHONE, Channel.WHATSAPP)));
	}

	@Test
	void rightCodeNamesTheChannelOfTheNewestMessageThatWasOrdered() {
		Challenge two = with(counting(WAITING, 1, 1), first(Delivery.FAILED),
				sending(2, Channel.SMS, Delivery.SENT, 30), sending(3, Channel.CALL, Delivery.REFUSED, 60));
		assertThat(conclude(two, CheckAnswer.ACCEPTED).answer()).isEqualTo(new Verdict.Accepted(PHONE, Channel.SMS));
	}

	@Test
	@DisplayName("SEC-05 an attempt that was allowed in time is judged by its answer")
	void lateAnswerCounts() {
		Change<Verdict> change = RULES.checks()
			.conclude(CheckAnswer.ACCEPTED)
			.apply(counting(WAITING, 1, 1), END.plus(Duration.ofSeconds(5)));
		assertThat(change.answer()).isEqualTo(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
	}

	@Test
	@DisplayName("SEC-10 the right code on the last attempt is accepted")
	void rightCodeOnTheLastAttemptIsAccepted() {
		assertThat(conclude(counting(WAITING, 5, 1), CheckAnswer.ACCEPTED).answer())
			.isEqualTo(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
	}

	@Test
	@DisplayName("SEC-11 a wrong code stays counted")
	void wrongCodeIsRejected() {
		assertThat(conclude(counting(WAITING, 2, 1), CheckAnswer.WRONG))
			.isEqualTo(new Change<>(counting(WAITING, 2, 0), new Verdict.Rejected(3)));
	}

	@Test
	@DisplayName("SEC-11 a code that is dead at Telnyx stays counted")
	void expiredCodeIsStale() {
		assertThat(conclude(counting(WAITING, 2, 1), CheckAnswer.EXPIRED))
			.isEqualTo(new Change<>(counting(WAITING, 2, 0), new Verdict.Stale()));
	}

	@ParameterizedTest
	@EnumSource(names = { "UNAVAILABLE", "MISCONFIGURED" })
	@DisplayName("SEC-11 an attempt without an answer stays counted")
	void unansweredAttemptStaysCounted(CheckAnswer answer) {
		assertThat(conclude(counting(WAITING, 2, 1), answer))
			.isEqualTo(new Change<>(counting(WAITING, 2, 0), new Verdict.Unavailable()));
	}

	@Test
	@DisplayName("SEC-11 only an attempt that never left is given back")
	void attemptThatNeverLeftIsGivenBack() {
		assertThat(conclude(counting(WAITING, 5, 1), CheckAnswer.NEVER_LEFT))
			.isEqualTo(new Change<>(counting(WAITING, 4, 0), new Verdict.Unavailable()));
	}

	@ParameterizedTest
	@EnumSource(names = { "WRONG", "EXPIRED", "UNAVAILABLE", "MISCONFIGURED" })
	void lastAttemptLocks(CheckAnswer answer) {
		assertThat(conclude(counting(WAITING, 5, 1), answer))
			.isEqualTo(new Change<>(ended(counting(WAITING, 5, 0), State.LOCKED), new Verdict.Locked()));
	}

	@Test
	void lastAttemptWaitsForTheOneBesideIt() {
		Challenge first = counting(WAITING, 5, 1);
		assertThat(conclude(counting(WAITING, 5, 2), CheckAnswer.WRONG))
			.isEqualTo(new Change<>(first, new Verdict.Rejected(0)));
		assertThat(conclude(first, CheckAnswer.ACCEPTED).answer())
			.isEqualTo(new Verdict.Accepted(PHONE, Channel.WHATSAPP));
	}

	@Test
	void telnyxLocks() {
		assertThat(conclude(counting(WAITING, 2, 1), CheckAnswer.LOCKED))
			.isEqualTo(new Change<>(ended(counting(WAITING, 2, 0), State.LOCKED), new Verdict.Locked()));
	}

	private static Change<Verdict> conclude(Challenge challenge, CheckAnswer answer) {
		return RULES.checks().conclude(answer).apply(challenge, NOON);
	}

	private static Change<Attempt> refused(Challenge challenge, Reason reason) {
		return new Change<>(challenge, new Attempt.Refused(reason));
	}

	private static Change<Verdict> closed(Challenge challenge, Reason reason) {
		return new Change<>(challenge, new Verdict.Closed(reason));
	}

}
