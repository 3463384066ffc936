package io.github.telnyxotp.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.VerificationId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.telnyxotp.challenge.Given.ALICE;
import static io.github.telnyxotp.challenge.Given.ALL;
import static io.github.telnyxotp.challenge.Given.END;
import static io.github.telnyxotp.challenge.Given.MALLORY;
import static io.github.telnyxotp.challenge.Given.NOON;
import static io.github.telnyxotp.challenge.Given.PHONE;
import static io.github.telnyxotp.challenge.Given.QUEUED;
import static io.github.telnyxotp.challenge.Given.RULES;
import static io.github.telnyxotp.challenge.Given.SENDING;
import static io.github.telnyxotp.challenge.Given.V1;
import static io.github.telnyxotp.challenge.Given.V2;
import static io.github.telnyxotp.challenge.Given.WAITING;
import static io.github.telnyxotp.challenge.Given.after;
import static io.github.telnyxotp.challenge.Given.counting;
import static io.github.telnyxotp.challenge.Given.ended;
import static io.github.telnyxotp.challenge.Given.first;
import static io.github.telnyxotp.challenge.Given.moving;
import static io.github.telnyxotp.challenge.Given.open;
import static io.github.telnyxotp.challenge.Given.sending;
import static io.github.telnyxotp.challenge.Given.with;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SendRules}.
 */
class SendRulesTests {

	private static final SendAnswer ACCEPTED = new SendAnswer.Accepted(V1);

	private final Rules stingy = new Rules(new Policy(Duration.ofMinutes(5), 5, 1, Duration.ofSeconds(30), Map.of()));

	@Test
	void claimTakesTheMessage() {
		assertThat(claim(QUEUED, 1, after(100))).isEqualTo(
				new Change<>(SENDING, Optional.of(new Order(ALICE, PHONE, Channel.WHATSAPP, Duration.ofSeconds(200)))));
	}

	@Test
	void claimTakesNoMessageTwice() {
		assertThat(claim(SENDING, 1, NOON)).isEqualTo(nothing(SENDING));
	}

	@Test
	void claimTakesTheMessageThatWasNamed() {
		Challenge two = open(first(Delivery.QUEUED), sending(2, Channel.SMS, Delivery.QUEUED, 30));
		assertThat(claim(two, 2, NOON).challenge())
			.isEqualTo(open(first(Delivery.QUEUED), sending(2, Channel.SMS, Delivery.SENDING, 30)));
		assertThat(claim(two, 3, NOON)).isEqualTo(nothing(two));
	}

	@Test
	@DisplayName("SEC-05 nothing is sent at 5:00")
	void claimWhenExpiredTakesNothing() {
		assertThat(claim(QUEUED, 1, END)).isEqualTo(nothing(QUEUED));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
	@DisplayName("SEC-07 nothing happens to the messages of a challenge that has ended")
	void endedChallengeSendsNothing(State state) {
		Challenge queued = ended(QUEUED, state);
		Challenge sending = ended(SENDING, state);
		Challenge waiting = ended(WAITING, state);
		assertThat(claim(queued, 1, NOON)).isEqualTo(nothing(queued));
		assertThat(sent(sending, 1, new SendAnswer.Refused(Reason.CHANNEL))).isEqualTo(nothing(sending));
		assertThat(delivery(waiting, V1, Delivery.FAILED)).isEqualTo(nothing(waiting));
		assertThat(RULES.sends().move().apply(waiting, after(60))).isEqualTo(nothing(waiting));
		assertThat(resend(waiting, null, after(60)))
			.isEqualTo(new Change<>(waiting, new Resend.Closed(state.reason())));
	}

	@Test
	void nothingComesOfNothing() {
		assertThat(claim(null, 1, NOON)).isEqualTo(nothing(null));
		assertThat(sent(null, 1, ACCEPTED)).isEqualTo(nothing(null));
		assertThat(delivery(null, V1, Delivery.FAILED)).isEqualTo(nothing(null));
		assertThat(RULES.sends().move().apply(null, NOON)).isEqualTo(nothing(null));
		assertThat(resend(null, null, NOON)).isEqualTo(new Change<>(null, new Resend.Closed(Verdict.Reason.UNKNOWN)));
	}

	@Test
	void acceptedMessageHasItsTimeFromThenOn() {
		assertThat(RULES.sends().sent(1, ACCEPTED).apply(SENDING, after(3)))
			.isEqualTo(nothing(moving(WAITING, after(23))));
	}

	@Test
	void acceptedMessageWithoutAWaitOfItsOwnHasHalfAMinute() {
		Challenge sms = open(sending(1, Channel.SMS, Delivery.SENDING, 0));
		assertThat(sent(sms, 1, ACCEPTED))
			.isEqualTo(nothing(moving(open(sending(1, Channel.SMS, Delivery.ACCEPTED, 0)), after(30))));
	}

	@Test
	void acceptedMessageOverTheLastChannelIsFollowedByNone() {
		Challenge last = with(WAITING, first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.REFUSED, 0),
				sending(3, Channel.CALL, Delivery.SENDING, 0));
		assertThat(RULES.sends().sent(3, new SendAnswer.Accepted(V2)).apply(last, NOON))
			.isEqualTo(nothing(moving(with(last, first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.REFUSED, 0),
					sending(3, Channel.CALL, Delivery.ACCEPTED, 0)), null)));
	}

	@Test
	void lastMessageIsFollowedByNone() {
		assertThat(this.stingy.sends().sent(1, ACCEPTED).apply(SENDING, NOON))
			.isEqualTo(nothing(moving(WAITING, null)));
	}

	@Test
	void lateAnswerAboutAnOldMessageStartsNoWait() {
		Challenge two = open(first(Delivery.SENDING), sending(2, Channel.SMS, Delivery.DELIVERED, 30));
		assertThat(sent(two, 1, ACCEPTED))
			.isEqualTo(nothing(open(first(Delivery.ACCEPTED), sending(2, Channel.SMS, Delivery.DELIVERED, 30))));
	}

	@Test
	@DisplayName("SEC-59 a late refusal of an old message is followed by none")
	void lateRefusalOfAnOldMessageIsFollowedByNone() {
		Challenge two = open(first(Delivery.SENDING), sending(2, Channel.SMS, Delivery.QUEUED, 30));
		assertThat(sent(two, 1, new SendAnswer.Refused(Reason.CHANNEL)))
			.isEqualTo(nothing(open(first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.QUEUED, 30))));
	}

	@Test
	void messageIsAnsweredOnce() {
		assertThat(sent(WAITING, 1, new SendAnswer.Refused(Reason.CHANNEL))).isEqualTo(nothing(WAITING));
		assertThat(sent(QUEUED, 1, ACCEPTED)).isEqualTo(nothing(QUEUED));
		assertThat(sent(SENDING, 2, ACCEPTED)).isEqualTo(nothing(SENDING));
	}

	@Test
	void answerIsKeptForTheMessageThatWasNamed() {
		Challenge two = open(first(Delivery.SENDING), sending(2, Channel.SMS, Delivery.SENDING, 30));
		assertThat(sent(two, 1, new SendAnswer.Unknown()))
			.isEqualTo(nothing(open(first(Delivery.UNKNOWN), sending(2, Channel.SMS, Delivery.SENDING, 30))));
	}

	@Test
	@DisplayName("SEC-05 a refusal at 5:00 is followed by no other channel")
	void refusalWhenExpiredIsFollowedByNone() {
		assertThat(RULES.sends().sent(1, new SendAnswer.Refused(Reason.CHANNEL)).apply(SENDING, END))
			.isEqualTo(nothing(SENDING));
	}

	@Test
	@DisplayName("SEC-59 a channel that refuses is followed by the next")
	void channelThatRefusesIsFollowedByTheNext() {
		assertThat(RULES.sends().sent(1, new SendAnswer.Refused(Reason.CHANNEL)).apply(SENDING, after(2)))
			.isEqualTo(new Change<>(open(first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.QUEUED, 2)),
					Optional.of(2)));
	}

	@ParameterizedTest
	@EnumSource(names = { "THROTTLED", "MISCONFIGURED" })
	@DisplayName("SEC-59 a refusal that concerns every channel is followed by none")
	void refusalOfEveryChannelIsFollowedByNone(Reason reason) {
		assertThat(sent(SENDING, 1, new SendAnswer.Refused(reason))).isEqualTo(nothing(open(first(Delivery.REFUSED))));
	}

	@Test
	void messageWithoutAnAnswerIsFollowedByNone() {
		assertThat(sent(SENDING, 1, new SendAnswer.Unknown())).isEqualTo(nothing(open(first(Delivery.UNKNOWN))));
	}

	@Test
	void messageThatNeverLeftIsForgotten() {
		assertThat(sent(SENDING, 1, new SendAnswer.Refused(Reason.NEVER_LEFT))).isEqualTo(nothing(open()));
		Challenge two = open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENDING, 30));
		assertThat(sent(two, 2, new SendAnswer.Refused(Reason.NEVER_LEFT)))
			.isEqualTo(nothing(open(first(Delivery.SENT))));
	}

	@ParameterizedTest
	@EnumSource(names = { "THROTTLED", "MISCONFIGURED", "CHANNEL" })
	void lastMessageThatIsRefusedEndsTheChallenge(Reason reason) {
		assertThat(this.stingy.sends().sent(1, new SendAnswer.Refused(reason)).apply(SENDING, NOON))
			.isEqualTo(nothing(ended(open(first(Delivery.REFUSED)), State.FAILED)));
	}

	@Test
	void refusalEndsNothingWhileAnEarlierMessageMayArrive() {
		Rules two = new Rules(new Policy(Duration.ofMinutes(5), 5, 2, Duration.ZERO, Map.of()));
		for (Delivery hope : List.of(Delivery.QUEUED, Delivery.SENDING, Delivery.UNKNOWN, Delivery.SENT)) {
			Challenge open = open(first(hope), sending(2, Channel.SMS, Delivery.SENDING, 30));
			assertThat(two.sends().sent(2, new SendAnswer.Refused(Reason.CHANNEL)).apply(open, NOON))
				.isEqualTo(nothing(open(first(hope), sending(2, Channel.SMS, Delivery.REFUSED, 30))));
		}
	}

	@Test
	void challengeEndsWhenAllMessagesAreRefusedInWhateverOrder() {
		Rules two = new Rules(new Policy(Duration.ofMinutes(5), 5, 2, Duration.ZERO, Map.of()));
		Challenge open = open(first(Delivery.SENDING), sending(2, Channel.SMS, Delivery.REFUSED, 30));
		assertThat(two.sends().sent(1, new SendAnswer.Refused(Reason.CHANNEL)).apply(open, NOON)).isEqualTo(nothing(
				ended(open(first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.REFUSED, 30)), State.FAILED)));
	}

	@Test
	void refusalOfEveryChannelLeavesTheRestToTheOwner() {
		Challenge third = open(first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.REFUSED, 1),
				sending(3, Channel.CALL, Delivery.SENDING, 2));
		assertThat(sent(third, 3, new SendAnswer.Refused(Reason.CHANNEL)))
			.isEqualTo(nothing(with(third, first(Delivery.REFUSED), sending(2, Channel.SMS, Delivery.REFUSED, 1),
					sending(3, Channel.CALL, Delivery.REFUSED, 2))));
	}

	@Test
	@DisplayName("SEC-05 a resend extends no life, SEC-10 and gives back no attempt")
	void resendQueuesAMessageAndLeavesTheRest() {
		Challenge tried = counting(WAITING, 3, 1);
		assertThat(resend(tried, null, after(30))).isEqualTo(
				new Change<>(with(tried, first(Delivery.ACCEPTED), sending(2, Channel.WHATSAPP, Delivery.QUEUED, 30)),
						new Resend.Queued(2)));
	}

	@Test
	void resendInTheCooldownIsTooSoon() {
		assertThat(resend(WAITING, null, after(12)))
			.isEqualTo(new Change<>(WAITING, new Resend.TooSoon(Duration.ofSeconds(18))));
		assertThat(resend(WAITING, Channel.SMS, after(29)))
			.isEqualTo(new Change<>(WAITING, new Resend.TooSoon(Duration.ofSeconds(1))));
	}

	@Test
	void resendOverAChosenChannelIsQueued() {
		assertThat(resend(WAITING, Channel.CALL, after(30)).challenge())
			.isEqualTo(with(WAITING, first(Delivery.ACCEPTED), sending(2, Channel.CALL, Delivery.QUEUED, 30)));
	}

	@Test
	void resendThatIsStruckOutLeavesTheAutomaticMoveDue() {
		Challenge queued = resend(WAITING, Channel.CALL, after(30)).challenge();
		assertThat(RULES.sends().strike(2).apply(queued, after(30)))
			.isEqualTo(new Change<>(with(WAITING, first(Delivery.ACCEPTED)), true));
	}

	@ParameterizedTest
	@EnumSource(names = { "REFUSED", "FAILED" })
	void resendAfterAFailureTakesTheNextChannel(Delivery delivery) {
		Challenge failed = open(first(delivery));
		assertThat(resend(failed, null, after(30)).challenge())
			.isEqualTo(open(first(delivery), sending(2, Channel.SMS, Delivery.QUEUED, 30)));
	}

	@Test
	void resendTakesTheChannelThatWorkedLast() {
		Challenge three = open(sending(1, Channel.SMS, Delivery.DELIVERED, 0),
				sending(2, Channel.WHATSAPP, Delivery.SENT, 1), sending(3, Channel.CALL, Delivery.FAILED, 2));
		assertThat(resend(three, null, after(200)).challenge()).isEqualTo(with(three, three.sendings().get(0),
				three.sendings().get(1), three.sendings().get(2), sending(4, Channel.WHATSAPP, Delivery.QUEUED, 200)));
	}

	@Test
	void resendStartsOverWhenNoChannelWorked() {
		Challenge three = open(first(Delivery.FAILED), sending(2, Channel.SMS, Delivery.FAILED, 1),
				sending(3, Channel.CALL, Delivery.FAILED, 2));
		assertThat(resend(three, null, after(200)).challenge().newest())
			.contains(sending(4, Channel.WHATSAPP, Delivery.QUEUED, 200));
	}

	@Test
	void resendAfterAMessageThatNeverLeftNeedsNoPause() {
		assertThat(resend(open(), null, NOON)).isEqualTo(new Change<>(QUEUED, new Resend.Queued(1)));
	}

	@Test
	void resendBeyondTheLastIsExhausted() {
		assertThat(this.stingy.sends().resend(ALICE, null).apply(WAITING, after(60)))
			.isEqualTo(new Change<>(WAITING, new Resend.Exhausted()));
	}

	@Test
	void resendOverAChannelThatIsNotOfferedIsExhausted() {
		Challenge sms = new Challenge(WAITING.id(), ALICE, PHONE, List.of(Channel.SMS), State.OPEN, List.of(), 0, 0,
				NOON, END, null);
		assertThat(resend(sms, Channel.CALL, NOON)).isEqualTo(new Change<>(sms, new Resend.Exhausted()));
	}

	@Test
	@DisplayName("SEC-10 no message leaves when all codes are spent")
	void resendWhenAllCodesAreSpentIsClosed() {
		Challenge spent = counting(WAITING, 5, 1);
		assertThat(resend(spent, null, after(60)))
			.isEqualTo(new Change<>(spent, new Resend.Closed(Verdict.Reason.LOCKED)));
	}

	@Test
	@DisplayName("SEC-35 another account gets no message")
	void resendOfAnotherAccountIsClosed() {
		assertThat(RULES.sends().resend(MALLORY, null).apply(WAITING, END))
			.isEqualTo(new Change<>(WAITING, new Resend.Closed(Verdict.Reason.FOREIGN)));
	}

	@Test
	@DisplayName("SEC-05 a resend at 5:00 is closed")
	void resendWhenExpiredIsClosed() {
		assertThat(resend(WAITING, null, END))
			.isEqualTo(new Change<>(ended(WAITING, State.EXPIRED), new Resend.Closed(Verdict.Reason.EXPIRED)));
	}

	@ParameterizedTest
	@EnumSource(names = { "SENT", "UNCONFIRMED" })
	void reportRaisesTheDelivery(Delivery report) {
		assertThat(delivery(WAITING, V1, report)).isEqualTo(nothing(with(WAITING, first(report))));
	}

	@Test
	void arrivalEndsTheWait() {
		assertThat(delivery(WAITING, V1, Delivery.DELIVERED)).isEqualTo(nothing(open(first(Delivery.DELIVERED))));
	}

	@Test
	void arrivalOfAnOldMessageLeavesTheWaitOfTheNewest() {
		Challenge two = moving(open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENT, 20)), after(50));
		assertThat(delivery(two, V1, Delivery.DELIVERED))
			.isEqualTo(nothing(with(two, first(Delivery.DELIVERED), sending(2, Channel.SMS, Delivery.SENT, 20))));
	}

	@Test
	void reportNeverLowersTheDelivery() {
		Challenge arrived = open(first(Delivery.DELIVERED));
		for (Delivery report : Delivery.values()) {
			assertThat(delivery(arrived, V1, report)).isEqualTo(nothing(arrived));
		}
		assertThat(delivery(WAITING, V1, Delivery.ACCEPTED)).isEqualTo(nothing(WAITING));
	}

	@Test
	void reportThatIsNewsSaysWhatItIsAbout() {
		assertThat(RULES.sends().delivery(V1, Delivery.SENT).apply(WAITING, NOON).answer())
			.contains(new Reported(ALICE, WAITING.phone(), Channel.WHATSAPP, Optional.empty()));
		assertThat(RULES.sends().delivery(V1, Delivery.ACCEPTED).apply(WAITING, NOON).answer()).isEmpty();
	}

	@Test
	void reportAboutAStrangerIsIgnored() {
		assertThat(delivery(WAITING, V2, Delivery.FAILED)).isEqualTo(nothing(WAITING));
	}

	@Test
	void reportWhenExpiredIsIgnored() {
		assertThat(Given.next(RULES.sends().delivery(V1, Delivery.FAILED)).apply(WAITING, END))
			.isEqualTo(nothing(WAITING));
	}

	@Test
	@DisplayName("SEC-59 a message that fails is followed once")
	void messageThatFailsIsFollowedOnce() {
		Challenge followed = open(first(Delivery.FAILED), sending(2, Channel.SMS, Delivery.QUEUED, 0));
		assertThat(delivery(WAITING, V1, Delivery.FAILED)).isEqualTo(new Change<>(followed, Optional.of(2)));
		assertThat(delivery(followed, V1, Delivery.FAILED)).isEqualTo(nothing(followed));
	}

	@Test
	@DisplayName("SEC-59 the same report again is no second failure")
	void sameReportAgainIsNoSecondFailure() {
		Challenge failed = open(first(Delivery.FAILED));
		assertThat(delivery(failed, V1, Delivery.FAILED)).isEqualTo(nothing(failed));
	}

	@Test
	@DisplayName("SEC-59 an old message that fails is not followed")
	void oldMessageThatFailsIsNotFollowed() {
		Challenge two = moving(open(first(Delivery.SENT), sending(2, Channel.SMS, Delivery.SENT, 20)), after(50));
		assertThat(delivery(two, V1, Delivery.FAILED))
			.isEqualTo(nothing(with(two, first(Delivery.FAILED), sending(2, Channel.SMS, Delivery.SENT, 20))));
	}

	@Test
	void lastMessageThatFailsLeavesTheChallengeOpen() {
		assertThat(Given.next(this.stingy.sends().delivery(V1, Delivery.FAILED)).apply(WAITING, NOON))
			.isEqualTo(nothing(open(first(Delivery.FAILED))));
	}

	@ParameterizedTest
	@MethodSource("orders")
	void reportsInAnyOrderEndTheSame(List<Delivery> reports) {
		Challenge challenge = WAITING;
		for (Delivery report : reports) {
			challenge = delivery(challenge, V1, report).challenge();
		}
		assertThat(challenge.sendings().get(0)).isEqualTo(first(Delivery.DELIVERED));
		assertThat(challenge.sendings()).hasSizeLessThanOrEqualTo(2);
	}

	static Stream<List<Delivery>> orders() {
		return orders(List.of(Delivery.SENT, Delivery.DELIVERED, Delivery.FAILED, Delivery.FAILED));
	}

	private static Stream<List<Delivery>> orders(List<Delivery> rest) {
		if (rest.isEmpty()) {
			return Stream.of(List.of());
		}
		return Stream.iterate(0, (each) -> each < rest.size(), (each) -> each + 1).flatMap((each) -> {
			List<Delivery> others = Stream
				.concat(rest.subList(0, each).stream(), rest.subList(each + 1, rest.size()).stream())
				.toList();
			return orders(others).map((more) -> Stream.concat(Stream.of(rest.get(each)), more.stream()).toList());
		});
	}

	@Test
	@DisplayName("SEC-59 a message that takes too long is followed once")
	void messageThatTakesTooLongIsFollowedOnce() {
		Challenge followed = open(first(Delivery.ACCEPTED), sending(2, Channel.SMS, Delivery.QUEUED, 20));
		assertThat(move(WAITING, after(20))).isEqualTo(new Change<>(followed, Optional.of(2)));
		assertThat(move(followed, after(20))).isEqualTo(nothing(followed));
	}

	@Test
	void messageIsNotFollowedBeforeItsTime() {
		assertThat(move(WAITING, after(20).minusMillis(1))).isEqualTo(nothing(WAITING));
	}

	@Test
	@DisplayName("SEC-05 nothing is due at 5:00")
	void nothingMovesWhenExpired() {
		assertThat(move(WAITING, END)).as("and it is no longer listed")
			.isEqualTo(nothing(WAITING.become(State.EXPIRED)));
	}

	@Test
	void nothingMovesWhenNoCodeCouldBeSubmittedAnyMore() {
		Challenge spent = WAITING.counted(5, 1);
		assertThat(move(spent, after(60))).isEqualTo(nothing(moving(spent, null)));
	}

	@Test
	@DisplayName("SEC-59 each channel is taken at most once")
	void moveTakesNoChannelTwice() {
		Challenge last = moving(open(first(Delivery.FAILED), sending(2, Channel.CALL, Delivery.FAILED, 10),
				sending(3, Channel.SMS, Delivery.SENT, 20)), after(50));
		assertThat(move(last, after(50))).isEqualTo(nothing(moving(last, null)));
		assertThat(last.channels()).isEqualTo(ALL);
	}

	@Test
	void strikeTakesTheQueuedMessageAway() {
		Challenge two = open(first(Delivery.ACCEPTED), sending(2, Channel.SMS, Delivery.QUEUED, 30));
		assertThat(strike(two, 2, NOON)).isEqualTo(new Change<>(open(first(Delivery.ACCEPTED)), true));
		assertThat(strike(QUEUED, 1, NOON)).isEqualTo(new Change<>(open(), true));
	}

	@Test
	void strikeTakesNothingElseAway() {
		Challenge two = open(first(Delivery.QUEUED), sending(2, Channel.SMS, Delivery.QUEUED, 30));
		assertThat(strike(two, 3, NOON)).isEqualTo(new Change<>(two, false));
		assertThat(strike(SENDING, 1, NOON)).as("it may have left").isEqualTo(new Change<>(SENDING, false));
		assertThat(strike(WAITING, 1, NOON)).isEqualTo(new Change<>(WAITING, false));
		assertThat(strike(QUEUED, 1, END)).as("over").isEqualTo(new Change<>(QUEUED, false));
		assertThat(strike(null, 1, NOON)).isEqualTo(new Change<>(null, false));
	}

	@Test
	void insteadChangesTheChannelOfTheQueuedMessageAlone() {
		Challenge two = open(first(Delivery.ACCEPTED), sending(2, Channel.SMS, Delivery.QUEUED, 30));
		assertThat(instead(two, 2, NOON)).isEqualTo(
				new Change<>(open(first(Delivery.ACCEPTED), sending(2, Channel.CALL, Delivery.QUEUED, 30)), true));
		assertThat(instead(two, 1, NOON)).as("it has left").isEqualTo(new Change<>(two, false));
		assertThat(instead(two, 3, NOON)).isEqualTo(new Change<>(two, false));
		assertThat(instead(QUEUED, 1, END)).as("over").isEqualTo(new Change<>(QUEUED, false));
		assertThat(instead(null, 1, NOON)).isEqualTo(new Change<>(null, false));
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
	@DisplayName("SEC-07 a queued message of a challenge that has ended is neither struck nor changed")
	void endedChallengeIsNeitherStruckNorChanged(State state) {
		Challenge queued = ended(QUEUED, state);
		assertThat(strike(queued, 1, NOON)).isEqualTo(new Change<>(queued, false));
		assertThat(instead(queued, 1, NOON)).isEqualTo(new Change<>(queued, false));
	}

	private static Change<Boolean> strike(Challenge challenge, int number, Instant now) {
		return RULES.sends().strike(number).apply(challenge, now);
	}

	private static Change<Boolean> instead(Challenge challenge, int number, Instant now) {
		return RULES.sends().instead(number, Channel.CALL).apply(challenge, now);
	}

	private static Change<Optional<Order>> claim(Challenge challenge, int number, Instant now) {
		return RULES.sends().claim(number).apply(challenge, now);
	}

	private static Change<Optional<Integer>> sent(Challenge challenge, int number, SendAnswer answer) {
		return RULES.sends().sent(number, answer).apply(challenge, NOON);
	}

	private static Change<Resend> resend(Challenge challenge, Channel wanted, Instant now) {
		return RULES.sends().resend(ALICE, wanted).apply(challenge, now);
	}

	private static Change<Optional<Integer>> delivery(Challenge challenge, VerificationId verification,
			Delivery report) {
		return Given.next(RULES.sends().delivery(verification, report)).apply(challenge, NOON);
	}

	private static Change<Optional<Integer>> move(Challenge challenge, Instant now) {
		return RULES.sends().move().apply(challenge, now);
	}

	private static <R> Change<Optional<R>> nothing(Challenge challenge) {
		return new Change<>(challenge, Optional.empty());
	}

}
