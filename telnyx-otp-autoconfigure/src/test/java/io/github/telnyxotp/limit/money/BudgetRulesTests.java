package io.github.telnyxotp.limit.money;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Purpose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BudgetRules}.
 */
class BudgetRulesTests {

	@ParameterizedTest
	@CsvSource({ "SIGN_UP,NEWCOMERS", "ENROLMENT,NEWCOMERS", "SECOND_FACTOR,KNOWN_USERS", "STEP_UP,KNOWN_USERS",
			"RECOVERY,KNOWN_USERS" })
	void everyPurposeHasItsLane(Purpose purpose, Lane lane) {
		assertThat(Lane.of(purpose, false)).isEqualTo(lane);
		assertThat(Till.day(50, 50).granted(Till.wish(purpose, Channel.SMS)).lane()).isEqualTo(lane);
	}

	@Test
	void loginByPhoneIsOfAKnownUserOnceThePhoneWasProved() {
		assertThat(Lane.of(Purpose.LOGIN, true)).isEqualTo(Lane.KNOWN_USERS);
		assertThat(Lane.of(Purpose.LOGIN, false)).isEqualTo(Lane.NEWCOMERS);
	}

	@Test
	void theFirstWantedChannelIsPaidAndTheOthersAreNamed() {
		Till till = Till.day(50, 50);
		BudgetAnswer answer = till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL, Channel.SMS));
		assertThat(answer).isEqualTo(new BudgetAnswer.Affordable(
				new Reservation(1, Lane.KNOWN_USERS, Channel.CALL, Till.dollars(5), Till.START),
				List.of(Channel.CALL, Channel.SMS), List.of()));
		assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(5));
		assertThat(till.spend().spent(Period.HOUR, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(5));
		assertThat(till.spend().spent(Period.DAY, Lane.NEWCOMERS)).isEqualTo(Money.ZERO);
	}

	@Test
	void theCountrySetsThePrice() {
		SendWish france = new SendWish(Purpose.SECOND_FACTOR, "FR", false, Till.ALL, List.of(Channel.CALL));
		assertThat(Till.day(50, 50).granted(france).price()).isEqualTo(Till.dollars(10));
	}

	@Test
	@DisplayName("SEC-19 a budget can be spent to the last cent and no further")
	void aBudgetCanBeSpentToTheLastCentAndNoFurther() {
		Till till = Till.day(50, 50);
		assertThat(till.flood(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS))).isEqualTo(50);
		assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(50));
	}

	@Test
	@DisplayName("SEC-19 a message that costs more than what is left is refused, a cheaper one is not")
	void whatCostsMoreThanIsLeftIsRefused() {
		Till till = Till.day(6, 0);
		till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.WHATSAPP));
		assertThat(till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL))).isInstanceOfSatisfying(
				BudgetAnswer.Dry.class, (dry) -> assertThat(dry.step()).isEqualTo(Step.ALL_CHANNELS));
		assertThat(till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL, Channel.WHATSAPP))).isInstanceOfSatisfying(
				BudgetAnswer.Affordable.class,
				(affordable) -> assertThat(affordable.channels()).containsExactly(Channel.WHATSAPP));
	}

	@ParameterizedTest
	@EnumSource(names = { "LOGIN", "SECOND_FACTOR", "STEP_UP", "RECOVERY" })
	@DisplayName("SEC-18 a flood of sign-ups leaves the reserve of known users whole")
	void aFloodOfSignUpsLeavesTheReserveWhole(Purpose purpose) {
		Till till = Till.day(100, 60);
		assertThat(till.flood(Till.wish(Purpose.SIGN_UP, Channel.SMS))
				+ till.flood(Till.wish(Purpose.ENROLMENT, Channel.SMS)))
			.isEqualTo(40);
		assertThat(till.spend().step(Lane.KNOWN_USERS)).isEqualTo(Step.ALL_CHANNELS);
		assertThat(till.flood(Till.wish(purpose, Channel.SMS))).isEqualTo(60);
	}

	@Test
	@DisplayName("SEC-18 a flood of sign-ups during a login does not put known users on a lesser channel early")
	void theReserveDegradesByItsOwnUse() {
		Till till = Till.day(100, 50);
		till.spend(Purpose.SECOND_FACTOR, 39);
		till.flood(Till.wish(Purpose.SIGN_UP, Channel.SMS));
		assertThat(till.spend().step(Lane.KNOWN_USERS)).isEqualTo(Step.ALL_CHANNELS);
		till.spend(Purpose.SECOND_FACTOR, 1);
		assertThat(till.spend().step(Lane.KNOWN_USERS)).isEqualTo(Step.CHEAPEST_CHANNEL);
	}

	@Test
	void knownUsersMaySpendWhatNewcomersLeft() {
		Till till = Till.day(100, 50);
		till.spend(Purpose.SECOND_FACTOR, 70);
		assertThat(till.flood(Till.wish(Purpose.SIGN_UP, Channel.SMS))).isEqualTo(30);
		assertThat(till.spend().step(Lane.NEWCOMERS)).isEqualTo(Step.STOPPED);
	}

	@Test
	void aLaneDegradesInStepsAndEachIsToldOnce() {
		Till till = Till.day(100, 50);
		till.flood(Till.wish(Purpose.SIGN_UP, Channel.SMS));
		assertThat(till.told).containsExactly(change(Lane.NEWCOMERS, Step.ALL_CHANNELS, Step.CHEAPEST_CHANNEL, 40),
				change(Lane.NEWCOMERS, Step.CHEAPEST_CHANNEL, Step.KNOWN_NUMBERS, 45),
				change(Lane.NEWCOMERS, Step.KNOWN_NUMBERS, Step.STOPPED, 50));
		till.ask(Till.wish(Purpose.SIGN_UP, Channel.SMS));
		assertThat(till.told).hasSize(3);
	}

	@Test
	void aLaneWithoutAnyMoneyIsStoppedAtOnce() {
		Till till = Till.day(100, 100);
		assertThat(till.ask(Till.wish(Purpose.SIGN_UP, Channel.SMS))).isInstanceOf(BudgetAnswer.Dry.class);
		assertThat(till.told).containsExactly(
				new StepChange(Lane.NEWCOMERS, Step.ALL_CHANNELS, Step.STOPPED, Period.DAY, Money.ZERO, Money.ZERO));
		assertThat(till.flood(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS))).isEqualTo(100);
	}

	@Test
	void theTightestBudgetIsTold() {
		Till till = new Till(Map.of(Period.HOUR, Till.dollars(10), Period.DAY, Till.dollars(100)), 0);
		till.spend(Purpose.SECOND_FACTOR, 8);
		assertThat(till.told).allSatisfy((change) -> assertThat(change.period()).isEqualTo(Period.HOUR))
			.contains(new StepChange(Lane.KNOWN_USERS, Step.ALL_CHANNELS, Step.CHEAPEST_CHANNEL, Period.HOUR,
					Till.dollars(8), Till.dollars(10)));
	}

	@ParameterizedTest
	@CsvSource({ "79,true,WHATSAPP SMS CALL", "79,false,WHATSAPP SMS CALL", "80,true,SMS", "80,false,SMS",
			"89,false,SMS", "90,true,SMS", "90,false,", "99,true,SMS", "100,true," })
	void eachStepKeepsTheRestrictionsOfThoseBefore(int spent, boolean known, String channels) {
		Till till = Till.day(100, 0);
		till.spend(Purpose.SECOND_FACTOR, spent);
		BudgetAnswer answer = till.ask(new SendWish(Purpose.SECOND_FACTOR, "US", known, Till.ALL, Till.ALL));
		if (channels == null) {
			assertThat(answer).isInstanceOf(BudgetAnswer.Dry.class);
			assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(spent));
			return;
		}
		assertThat(answer).isInstanceOfSatisfying(BudgetAnswer.Affordable.class,
				(affordable) -> assertThat(affordable.channels())
					.containsExactly(Arrays.stream(channels.split(" ")).map(Channel::valueOf).toArray(Channel[]::new)));
	}

	@Test
	void theCheapestChannelIsTheCheapestOfThoseThatServeThePhone() {
		Till till = Till.day(100, 0);
		till.spend(Purpose.SECOND_FACTOR, 80);
		List<Channel> two = List.of(Channel.CALL, Channel.WHATSAPP);
		SendWish withoutSms = new SendWish(Purpose.SECOND_FACTOR, "US", true, two, two);
		assertThat(till.granted(withoutSms).channel()).isEqualTo(Channel.WHATSAPP);
		assertThat(till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.WHATSAPP, Channel.CALL)))
			.isInstanceOf(BudgetAnswer.Dry.class);
	}

	@Test
	void aRefundIsGivenOnce() {
		Till till = Till.day(10, 0);
		Reservation reservation = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL));
		till.spend(Purpose.SECOND_FACTOR, 1);
		till.refund(reservation);
		till.refund(reservation);
		assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(1));
		assertThat(till.spend().spent(Period.HOUR, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(1));
	}

	@Test
	@DisplayName("SEC-58 what was settled is not given back")
	void whatWasSettledIsNotGivenBack() {
		Till till = Till.day(10, 0);
		Reservation reservation = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL));
		till.settle(reservation);
		till.refund(reservation);
		assertThat(till.spend().open()).isEmpty();
		assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(5));
	}

	@Test
	void aLateRefundTakesNothingFromOthers() {
		Till till = Till.day(10, 0);
		Reservation reservation = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL));
		till.forward(Duration.ofDays(2));
		till.spend(Purpose.SECOND_FACTOR, 3);
		till.refund(reservation);
		assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(3));
	}

	@Test
	void aRefundBringsALaneBackAndTellsIt() {
		Till till = Till.day(10, 0);
		till.spend(Purpose.SECOND_FACTOR, 4);
		Reservation reservation = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL));
		assertThat(till.spend().step(Lane.KNOWN_USERS)).isEqualTo(Step.KNOWN_NUMBERS);
		till.told.clear();
		till.refund(reservation);
		assertThat(till.told).contains(new StepChange(Lane.KNOWN_USERS, Step.KNOWN_NUMBERS, Step.ALL_CHANNELS,
				Period.DAY, Till.dollars(4), Till.dollars(10)));
	}

	@Test
	@DisplayName("SEC-57 reservations that nobody settles do not pile up, and the oldest stay spent")
	void openReservationsAreBounded() {
		Till till = Till.day(2_000, 0);
		Reservation first = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		Reservation second = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		till.spend(Purpose.SECOND_FACTOR, Spend.MOST_OPEN - 1);
		assertThat(till.spend().open()).hasSize(Spend.MOST_OPEN).startsWith(second).doesNotContain(first);
		till.refund(first);
		assertThat(till.spend().spent(Period.DAY, Lane.KNOWN_USERS)).isEqualTo(Till.dollars(Spend.MOST_OPEN + 1));
	}

	@Test
	void aLaneDoesNotFlap() {
		Till till = Till.day(100, 0);
		till.spend(Purpose.SECOND_FACTOR, 79);
		Reservation each = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		till.told.clear();
		for (int time = 0; time < 20; time++) {
			till.refund(each);
			each = till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		}
		assertThat(till.told).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "9,CHEAPEST_CHANNEL", "10,CHEAPEST_CHANNEL", "11,ALL_CHANNELS" })
	void aStepEndsBelowItsBeginningByTheHysteresis(int refunds, Step step) {
		Till till = Till.day(100, 0);
		till.spend(Purpose.SECOND_FACTOR, 80);
		List.copyOf(till.spend().open()).subList(0, refunds).forEach(till::refund);
		assertThat(till.spend().step(Lane.KNOWN_USERS)).isEqualTo(step);
	}

	@Test
	@DisplayName("SEC-16 an hour ends for an expense after 60 to 65 minutes, and review tells the relief")
	void anExpenseCountsForAtLeastItsPeriod() {
		Till till = new Till(Map.of(Period.HOUR, Till.dollars(10)), 0);
		till.flood(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		till.told.clear();
		BudgetAnswer.Dry dry = (BudgetAnswer.Dry) till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		assertThat(dry).isEqualTo(new BudgetAnswer.Dry(Lane.KNOWN_USERS, Step.STOPPED,
				Duration.ofMinutes(62).plusSeconds(30), List.of()));
		till.forward(dry.retryAfter().minusNanos(1));
		assertThat(till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS))).isInstanceOf(BudgetAnswer.Dry.class);
		till.forward(Duration.ofNanos(1));
		till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		assertThat(till.told).anyMatch((change) -> change.lane() == Lane.KNOWN_USERS && change.from() == Step.STOPPED
				&& change.to() == Step.ALL_CHANNELS);
	}

	@Test
	void aDayEndsForAnExpenseAfterTwentyFourToTwentyFiveHours() {
		Till till = Till.day(10, 0);
		till.spend(Purpose.SECOND_FACTOR, 10);
		BudgetAnswer.Dry dry = (BudgetAnswer.Dry) till.ask(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
		assertThat(till.now().plus(dry.retryAfter())).isEqualTo(Instant.parse("2026-03-02T11:00:00Z"));
		till.forward(dry.retryAfter());
		till.granted(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS));
	}

	@Test
	void aPriceAboveTheBudgetIsAskedForAgainInADay() {
		assertThat(Till.day(4, 0).ask(Till.wish(Purpose.SECOND_FACTOR, Channel.CALL)))
			.isEqualTo(new BudgetAnswer.Dry(Lane.KNOWN_USERS, Step.ALL_CHANNELS, Duration.ofDays(1), List.of()));
	}

	@Test
	@DisplayName("SEC-16 a clock that steps back frees no money")
	void aClockThatStepsBackFreesNoMoney() {
		Till till = new Till(Map.of(Period.HOUR, Till.dollars(10)), 0);
		till.spend(Purpose.SECOND_FACTOR, 5);
		till.forward(Duration.ofHours(-3));
		till.spend(Purpose.SECOND_FACTOR, 4);
		till.forward(Duration.ofHours(3));
		assertThat(till.flood(Till.wish(Purpose.SECOND_FACTOR, Channel.SMS))).isEqualTo(1);
	}

	@Test
	void withoutABudgetThereIsNoBound() {
		Till till = new Till(Map.of(), 50);
		till.spend(Purpose.SIGN_UP, 500);
		assertThat(till.ask(Till.unproven(Purpose.SIGN_UP, Channel.CALL))).isInstanceOf(BudgetAnswer.Affordable.class);
		assertThat(till.told).isEmpty();
	}

	private static StepChange change(Lane lane, Step from, Step to, int spent) {
		return new StepChange(lane, from, to, Period.DAY, Till.dollars(spent), Till.dollars(50));
	}

}
