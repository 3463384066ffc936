package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeStatus.Next;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.telnyxotp.challenge.Given.ALICE;
import static io.github.telnyxotp.challenge.Given.ALL;
import static io.github.telnyxotp.challenge.Given.END;
import static io.github.telnyxotp.challenge.Given.ID;
import static io.github.telnyxotp.challenge.Given.MALLORY;
import static io.github.telnyxotp.challenge.Given.NOON;
import static io.github.telnyxotp.challenge.Given.OTHER_PHONE;
import static io.github.telnyxotp.challenge.Given.PHONE;
import static io.github.telnyxotp.challenge.Given.QUEUED;
import static io.github.telnyxotp.challenge.Given.RULES;
import static io.github.telnyxotp.challenge.Given.SENDING;
import static io.github.telnyxotp.challenge.Given.WAITING;
import static io.github.telnyxotp.challenge.Given.after;
import static io.github.telnyxotp.challenge.Given.counting;
import static io.github.telnyxotp.challenge.Given.ended;
import static io.github.telnyxotp.challenge.Given.first;
import static io.github.telnyxotp.challenge.Given.moving;
import static io.github.telnyxotp.challenge.Given.open;
import static io.github.telnyxotp.challenge.Given.opened;
import static io.github.telnyxotp.challenge.Given.owned;
import static io.github.telnyxotp.challenge.Given.sending;
import static io.github.telnyxotp.challenge.Given.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link LifeRules}.
 */
class LifeRulesTests {

	private static final Challenge NEWER = opened(QUEUED, "N", after(10));

	private static final Challenge LOCKED = ended(counting(WAITING, 5, 0), State.LOCKED);

	private static final Challenge SPENT = counting(WAITING, 5, 1);

	@Test
	void openQueuesTheFirstMessage() {
		assertThat(RULES.life().open(ID, new Claimant(ALICE, PHONE, Origin.NONE), ALL).apply(null, NOON))
			.isEqualTo(new Change<>(QUEUED, QUEUED));
	}

	@Test
	void openNeedsANewId() {
		Rule<Challenge> open = RULES.life().open(ID, new Claimant(ALICE, PHONE, Origin.NONE), ALL);
		assertThatIllegalStateException().isThrownBy(() -> open.apply(WAITING, NOON))
			.withMessage("The id of a new challenge must be new");
	}

	@Test
	void keepGoesOnWithAnOpenChallenge() {
		assertThat(RULES.life().keep(ALICE, PHONE, Set.of()).apply(WAITING, NOON))
			.isEqualTo(new Change<>(WAITING, true));
	}

	@Test
	@DisplayName("SEC-07 signing in as somebody else abandons the challenge")
	void keepAbandonsTheChallengeOfAnotherAccount() {
		assertThat(RULES.life().keep(MALLORY, PHONE, Set.of()).apply(WAITING, NOON))
			.isEqualTo(new Change<>(ended(WAITING, State.ABANDONED), false));
	}

	@Test
	@DisplayName("SEC-24 SEC-39 another phone is another challenge, for which this one does not go yet")
	void keepDoesNotGoOnWithAnotherPhone() {
		assertThat(RULES.life().keep(ALICE, OTHER_PHONE, Set.of()).apply(WAITING, NOON))
			.isEqualTo(new Change<>(WAITING, false));
		Owner other = new Owner(ALICE.subject(), Purpose.STEP_UP, "action");
		assertThat(RULES.life().keep(other, PHONE, Set.of()).apply(WAITING, NOON))
			.isEqualTo(new Change<>(WAITING, false));
	}

	@Test
	@DisplayName("SEC-39 from one browser no second message goes to a phone within the pause, whatever it is for")
	void youngMessageBarsTheSameBrowser() {
		Challenge here = from(WAITING, "here");
		Challenge newer = from(owned(NEWER, new Owner(ALICE.subject(), Purpose.STEP_UP, "action")), "here");
		for (Challenge each : List.of(here, from(ended(here, State.ABANDONED), "here"))) {
			assertThat(RULES.life().bars(newer).apply(each, after(10)).answer()).contains(Duration.ofSeconds(20));
			assertThat(RULES.life().bars(newer).apply(each, after(30)).answer()).isEmpty();
			assertThat(RULES.life().bars(from(newer, "there")).apply(each, after(10)).answer()).isEmpty();
			assertThat(RULES.life().bars(from(newer, null)).apply(from(each, null), after(10)).answer()).isEmpty();
			assertThat(RULES.life().bars(from(owned(newer, MALLORY), "here")).apply(each, after(10)).answer())
				.isEmpty();
		}
		assertThat(RULES.life().bars(newer).apply(from(ended(here, State.USED), "here"), after(10)).answer()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "QUEUED", "REFUSED" })
	@DisplayName("SEC-39 a message that never left bars nobody")
	void whatNeverLeftBarsNobody(Delivery delivery) {
		Challenge gone = from(ended(with(WAITING, first(delivery)), State.ABANDONED), "here");
		assertThat(RULES.life().bars(from(NEWER, "here")).apply(gone, after(10)).answer()).isEmpty();
	}

	private static Challenge from(Challenge challenge, @Nullable String session) {
		return new Challenge(challenge.id(), challenge.owner(), challenge.phone(), challenge.channels(),
				challenge.state(), challenge.sendings(), challenge.attempts(), challenge.pending(),
				challenge.openedAt(), challenge.expiresAt(), challenge.nextMove(), new Origin(null, session), null);
	}

	@Test
	void keepDoesNotGoOnWithWhatIsOver() {
		assertThat(RULES.life().keep(ALICE, PHONE, Set.of()).apply(null, NOON)).isEqualTo(new Change<>(null, false));
		assertThat(RULES.life().keep(ALICE, PHONE, Set.of()).apply(LOCKED, NOON))
			.isEqualTo(new Change<>(LOCKED, false));
		assertThat(RULES.life().keep(MALLORY, PHONE, Set.of()).apply(WAITING, END))
			.isEqualTo(new Change<>(WAITING, false));
		assertThat(RULES.life().keep(ALICE, PHONE, Set.of()).apply(SPENT, NOON)).isEqualTo(new Change<>(SPENT, false));
	}

	@Test
	void nothingBarsNobody() {
		assertThat(RULES.life().bars(NEWER).apply(null, NOON)).isEqualTo(new Change<>(null, Optional.empty()));
	}

	@Test
	void openChallengeBarsNobody() {
		assertThat(RULES.life().bars(NEWER).apply(WAITING, after(10)))
			.isEqualTo(new Change<>(WAITING, Optional.empty()));
	}

	@Test
	@DisplayName("SEC-10 a locked challenge bars its owner until its time is over")
	void lockedChallengeBarsItsOwner() {
		assertThat(RULES.life().bars(NEWER).apply(LOCKED, after(10)))
			.isEqualTo(new Change<>(LOCKED, Optional.of(Duration.ofSeconds(290))));
		assertThat(RULES.life().bars(NEWER).apply(LOCKED, END.minusMillis(1)))
			.isEqualTo(new Change<>(LOCKED, Optional.of(Duration.ofMillis(1))));
		assertThat(RULES.life().bars(NEWER).apply(LOCKED, END)).isEqualTo(new Change<>(LOCKED, Optional.empty()));
	}

	@Test
	@DisplayName("SEC-10 a challenge whose codes are spent bars its owner, though an answer is missing")
	void spentChallengeBarsItsOwner() {
		assertThat(RULES.life().bars(NEWER).apply(SPENT, after(10)))
			.isEqualTo(new Change<>(SPENT, Optional.of(Duration.ofSeconds(290))));
	}

	@Test
	void lockedChallengeBarsNobodyElse() {
		Challenge others = owned(NEWER, MALLORY);
		assertThat(RULES.life().bars(others).apply(LOCKED, after(10)))
			.isEqualTo(new Change<>(LOCKED, Optional.empty()));
		assertThat(RULES.life().bars(others).apply(SPENT, after(10))).isEqualTo(new Change<>(SPENT, Optional.empty()));
	}

	@ParameterizedTest
	@EnumSource(names = { "LOGIN", "SIGN_UP", "RECOVERY" })
	@DisplayName("SEC-18 a stranger who typed the name of an account bars strangers of that name and not the account")
	void strangerBarsNoAccount(Purpose purpose) {
		Owner stranger = new Owner(ALICE.subject(), purpose);
		for (Challenge spent : List.of(LOCKED, SPENT)) {
			Challenge strangers = owned(spent, stranger);
			assertThat(RULES.life().bars(NEWER).apply(strangers, after(10)).answer()).isEmpty();
			assertThat(RULES.life().bars(owned(NEWER, stranger)).apply(strangers, after(10)).answer())
				.contains(Duration.ofSeconds(290));
		}
		assertThat(RULES.life().bars(owned(NEWER, stranger)).apply(LOCKED, after(10)).answer()).isEmpty();
	}

	@Test
	@DisplayName("SEC-18 who is signed in is told of the own lock, whatever it was for, and of none of strangers")
	void lockedIsToldToItsOwner() {
		Owner stepUp = new Owner(ALICE.subject(), Purpose.STEP_UP);
		Owner stranger = new Owner(ALICE.subject(), Purpose.RECOVERY);
		Challenge strangers = owned(LOCKED, stranger);
		assertThat(RULES.life().locked(stepUp).apply(LOCKED, after(10)).answer()).map(ChallengeStatus::state)
			.contains(ChallengeStatus.State.LOCKED);
		assertThat(RULES.life().locked(stranger).apply(strangers, after(10)).answer()).isPresent();
		for (Owner other : List.of(stranger, MALLORY)) {
			assertThat(RULES.life().locked(other).apply(LOCKED, after(10)).answer()).isEmpty();
		}
		assertThat(RULES.life().locked(ALICE).apply(strangers, after(10)).answer()).isEmpty();
		assertThat(RULES.life().locked(ALICE).apply(WAITING, after(10)).answer()).isEmpty();
	}

	@Test
	@DisplayName("SEC-18 who enrols a phone takes no code away from somebody else who showed a password for it")
	void strangerWhoEnrolsIsBarred() {
		Challenge stranger = owned(NEWER, new Owner(MALLORY.subject(), Purpose.ENROLMENT));
		assertThat(RULES.life().bars(stranger).apply(WAITING, after(10)))
			.isEqualTo(new Change<>(WAITING, Optional.of(Duration.ofSeconds(290))));
		Challenge own = owned(NEWER, new Owner(ALICE.subject(), Purpose.ENROLMENT));
		assertThat(RULES.life().bars(own).apply(WAITING, after(10)).answer()).isEmpty();
		Challenge enrolling = owned(WAITING, new Owner(ALICE.subject(), Purpose.ENROLMENT));
		assertThat(RULES.life().bars(stranger).apply(enrolling, after(10)).answer()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "USED", "FAILED", "EXPIRED", "ABANDONED" })
	void challengeThatEndedOtherwiseBarsNobody(State state) {
		Challenge ended = ended(SPENT, state);
		assertThat(RULES.life().bars(NEWER).apply(ended, after(10))).isEqualTo(new Change<>(ended, Optional.empty()));
	}

	@Test
	void stillNewerChallengeBarsEverybodyForItsPause() {
		assertThat(RULES.life().bars(owned(QUEUED, MALLORY)).apply(NEWER, NOON))
			.isEqualTo(new Change<>(NEWER, Optional.of(Duration.ofSeconds(30))));
		assertThat(RULES.life().bars(QUEUED).apply(with(NEWER), NOON))
			.isEqualTo(new Change<>(with(NEWER), Optional.of(Duration.ofSeconds(1))));
		assertThat(RULES.life().bars(QUEUED).apply(ended(NEWER, State.ABANDONED), NOON).answer()).isEmpty();
	}

	@Test
	void olderChallengeGivesWay() {
		assertThat(RULES.life().giveWay(NEWER).apply(WAITING, after(10)))
			.isEqualTo(new Change<>(ended(WAITING, State.ABANDONED), true));
	}

	@Test
	void newerChallengeDoesNotGiveWay() {
		assertThat(RULES.life().giveWay(QUEUED).apply(NEWER, after(10))).isEqualTo(new Change<>(NEWER, false));
		assertThat(RULES.life().giveWay(NEWER).apply(NEWER, after(10))).isEqualTo(new Change<>(NEWER, false));
		assertThat(RULES.life().giveWay(NEWER).apply(null, NOON)).isEqualTo(new Change<>(null, false));
	}

	@Test
	void ofTwoAtTheSameInstantOneGivesWay() {
		Challenge low = opened(QUEUED, "A", NOON);
		Challenge high = opened(QUEUED, "B", NOON);
		assertThat(RULES.life().giveWay(high).apply(low, NOON).answer()).isTrue();
		assertThat(RULES.life().bars(high).apply(low, NOON).answer()).isEmpty();
		assertThat(RULES.life().giveWay(low).apply(high, NOON).answer()).isFalse();
		assertThat(RULES.life().bars(low).apply(high, NOON).answer()).isPresent();
	}

	@Test
	void ofTwoAtTheSameInstantTheOneThatSendsGivesWay() {
		Challenge sends = opened(SENDING, "B", NOON);
		assertThat(RULES.life().giveWay(opened(QUEUED, "A", NOON)).apply(sends, NOON).answer()).isTrue();
		Challenge never = with(sends);
		assertThat(RULES.life().giveWay(opened(QUEUED, "A", NOON)).apply(never, NOON).answer()).isTrue();
	}

	@Test
	@DisplayName("SEC-07 what has ended does not give way")
	void endedChallengeDoesNotGiveWay() {
		assertThat(RULES.life().giveWay(NEWER).apply(LOCKED, after(10))).isEqualTo(new Change<>(LOCKED, false));
		assertThat(RULES.life().giveWay(NEWER).apply(WAITING, END)).isEqualTo(new Change<>(WAITING, false));
	}

	@Test
	@DisplayName("SEC-05 the time of a challenge is over after five minutes")
	void challengeExpires() {
		assertThat(RULES.life().expire().apply(WAITING, END.minusMillis(1))).isEqualTo(new Change<>(WAITING, false));
		assertThat(RULES.life().expire().apply(WAITING, END))
			.isEqualTo(new Change<>(ended(WAITING, State.EXPIRED), true));
		assertThat(RULES.life().expire().apply(LOCKED, END)).isEqualTo(new Change<>(LOCKED, false));
		assertThat(RULES.life().expire().apply(null, END)).isEqualTo(new Change<>(null, false));
	}

	@Test
	void openChallengeCanBeLockedAndAbandoned() {
		assertThat(RULES.life().lock().apply(WAITING, NOON))
			.isEqualTo(new Change<>(ended(WAITING, State.LOCKED), true));
		assertThat(RULES.life().abandon().apply(WAITING, NOON))
			.isEqualTo(new Change<>(ended(WAITING, State.ABANDONED), true));
	}

	@Test
	@DisplayName("SEC-07 what has ended is neither locked nor abandoned")
	void endedChallengeIsNeitherLockedNorAbandoned() {
		Challenge used = ended(WAITING, State.USED);
		for (Rule<Boolean> rule : List.of(RULES.life().lock(), RULES.life().abandon())) {
			assertThat(rule.apply(used, NOON)).isEqualTo(new Change<>(used, false));
			assertThat(rule.apply(WAITING, END)).isEqualTo(new Change<>(WAITING, false));
			assertThat(rule.apply(null, NOON)).isEqualTo(new Change<>(null, false));
		}
	}

	@Test
	void statusTellsTheOwner() {
		assertThat(status(counting(WAITING, 2, 0), 12)).contains(new ChallengeStatus(ChallengeStatus.State.WAITING,
				PHONE, List.of(new Step(Channel.WHATSAPP, Delivery.ACCEPTED)), ALL, 3, Duration.ofSeconds(18),
				Duration.ofSeconds(288), new Next(Channel.SMS, Duration.ofSeconds(8))));
	}

	@ParameterizedTest
	@CsvSource({ "0,20", "19,1", "20,0", "25,0" })
	void statusTellsWhatIsDueAndNeverLessThanNothing(long second, long after) {
		assertThat(status(WAITING, second).map(ChallengeStatus::next))
			.contains(new Next(Channel.SMS, Duration.ofSeconds(after)));
	}

	@Test
	void statusTellsOfNoMoveThatWillNotBeMade() {
		Challenge noMove = open(first(Delivery.ACCEPTED));
		Challenge tooLate = moving(noMove, END);
		Challenge noChannel = moving(open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENT, 30),
				sending(3, Channel.CALL, Delivery.ACCEPTED, 90)), after(200));
		Challenge noRoom = moving(
				open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENT, 30),
						sending(3, Channel.SMS, Delivery.SENT, 90), sending(4, Channel.SMS, Delivery.ACCEPTED, 150)),
				after(200));
		for (Challenge challenge : List.of(noMove, tooLate, noChannel, noRoom, SPENT, LOCKED)) {
			assertThat(status(challenge, 10)).get().extracting(ChallengeStatus::next).isNull();
		}
		assertThat(status(WAITING, 400)).get().extracting(ChallengeStatus::next).isNull();
	}

	@Test
	@DisplayName("SEC-35 the status is told to nobody else")
	void statusIsToldToNobodyElse() {
		assertThat(RULES.life().status(MALLORY).apply(WAITING, NOON))
			.isEqualTo(new Change<>(WAITING, Optional.empty()));
		assertThat(RULES.life().status(ALICE).apply(null, NOON)).isEqualTo(new Change<>(null, Optional.empty()));
	}

	@Test
	void statusChangesNothing() {
		assertThat(RULES.life().status(ALICE).apply(WAITING, END).challenge()).isEqualTo(WAITING);
	}

	@ParameterizedTest
	@CsvSource({ "QUEUED,SENDING", "SENDING,SENDING", "UNKNOWN,WAITING", "REFUSED,STALLED", "ACCEPTED,WAITING",
			"SENT,WAITING", "UNCONFIRMED,WAITING", "FAILED,STALLED", "DELIVERED,WAITING" })
	void statusFollowsTheDelivery(Delivery delivery, ChallengeStatus.State state) {
		assertThat(status(open(first(delivery)), 0).map(ChallengeStatus::state)).contains(state);
	}

	@Test
	void statusWithoutAnyMessageIsStalled() {
		assertThat(status(open(), 0).map(ChallengeStatus::state)).contains(ChallengeStatus.State.STALLED);
	}

	@Test
	void statusOfAChallengeThatHasEndedOffersNothing() {
		assertThat(status(LOCKED, 60)).contains(new ChallengeStatus(ChallengeStatus.State.LOCKED, PHONE,
				List.of(new Step(Channel.WHATSAPP, Delivery.ACCEPTED)), List.of(), 0, Duration.ZERO,
				Duration.ofSeconds(240)));
		assertThat(status(WAITING, 400)).contains(new ChallengeStatus(ChallengeStatus.State.EXPIRED, PHONE,
				List.of(new Step(Channel.WHATSAPP, Delivery.ACCEPTED)), List.of(), 5, Duration.ZERO, Duration.ZERO));
	}

	@Test
	void statusOffersNoMessageThatWouldBeRefused() {
		assertThat(status(SPENT, 60).map(ChallengeStatus::channels)).contains(List.of());
		Challenge four = open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENT, 30),
				sending(3, Channel.SMS, Delivery.SENT, 90), sending(4, Channel.SMS, Delivery.SENT, 210));
		assertThat(status(four, 250).map(ChallengeStatus::channels)).contains(List.of());
	}

	@Test
	void statusNeverCountsBelowNothing() {
		assertThat(status(counting(WAITING, 7, 0), 0).map(ChallengeStatus::attemptsLeft)).contains(0);
	}

	private static Optional<ChallengeStatus> status(Challenge challenge, long second) {
		return RULES.life().status(ALICE).apply(challenge, after(second)).answer();
	}

}
