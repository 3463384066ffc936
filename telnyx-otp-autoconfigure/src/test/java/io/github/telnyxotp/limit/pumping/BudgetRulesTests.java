package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetRulesTests {

	private static final Instant NOON = Instant.parse("2026-01-20T12:00:00Z");

	private final BudgetRules rules = new BudgetRules(new Budget(20, 0.5, 6, 0.5));

	private Tally tally;

	@ParameterizedTest
	@DisplayName("SEC-19 the threshold is the greatest of floor, best day and lately verified")
	@CsvSource({ "0, 0, 0, 6", "0, 0, 10, 6", "0, 0, 40, 20", "120, 0, 0, 10", "120, 0, 60, 30", "0, 100, 0, 8",
			"0, 240, 0, 20" })
	void hourly(int tenDaysAgo, int fiveHoursAgo, int now, int expected) {
		verified(tenDaysAgo, NOON.minus(Duration.ofDays(10)));
		verified(fiveHoursAgo, NOON.minus(Duration.ofHours(5)));
		verified(now, NOON);
		assertThat(passed(NOON, 100)).isEqualTo(expected);
	}

	@ParameterizedTest
	@DisplayName("SEC-19 low and slow meets the daily threshold")
	@CsvSource({ "0, 0, 20", "100, 12, 50", "100, 14, 20", "30, 1, 20" })
	void daily(int verified, int daysAgo, int expected) {
		verified(verified, NOON.minus(Duration.ofDays(daysAgo)));
		int passed = 0;
		for (int hour = 0; hour < 23; hour++) {
			passed += passed(NOON.plus(Duration.ofHours(hour)), 3);
		}
		assertThat(passed).isEqualTo(expected);
	}

	@Test
	@DisplayName("SEC-16 the edge of an hour gives nothing away")
	void edgeOfAnHourGivesNothingAway() {
		assertThat(passed(NOON.plusSeconds(3599), 100)).isEqualTo(6);
		assertThat(passed(NOON.plusSeconds(3600), 100)).isZero();
		assertThat(passed(NOON.plusSeconds(3600 + 1800), 100)).isEqualTo(3);
		assertThat(passed(NOON.plusSeconds(7200), 100)).isEqualTo(3);
	}

	@Test
	void waitIsRightToTheMinute() {
		passed(NOON, 6);
		Counted refused = send(NOON.plusSeconds(60), true);
		assertThat(refused.counted()).isFalse();
		assertThat(refused.at()).isEqualTo(NOON.plusSeconds(60));
		assertThat(refused.over()).isEqualTo(Duration.ofMinutes(60));
		Tally before = this.tally;
		assertThat(send(NOON.plus(Duration.ofMinutes(60)), true).over()).isEqualTo(Duration.ofMinutes(1));
		assertThat(this.tally).isSameAs(before);
		assertThat(send(NOON.plus(Duration.ofMinutes(61)), true).over()).isNull();
	}

	@Test
	void waitOfADayEndsWhenTheOldestLeave() {
		for (int hour = 0; hour < 5; hour++) {
			passed(NOON.plus(Duration.ofHours(2L * hour)), 4);
		}
		Instant full = NOON.plus(Duration.ofHours(10));
		Duration wait = send(full, true).over();
		assertThat(wait).isEqualTo(Duration.ofHours(14).plusMinutes(10));
		assertThat(send(full.plus(wait), true).over()).isNull();
	}

	@Test
	void recordedOnlyCountsOnAndSaysSo() {
		passed(NOON, 6);
		Counted recorded = send(NOON, false);
		assertThat(recorded.counted()).isTrue();
		assertThat(recorded.over()).isPositive();
		assertThat(((BudgetTally) this.tally).open().at(hour(NOON))).isEqualTo(7);
	}

	@Test
	void messageOfAVerifiedChallengeIsCleared() {
		passed(NOON, 6);
		apply(this.rules.verified(List.of(NOON, NOON)), NOON.plusSeconds(60));
		assertThat(passed(NOON.plusSeconds(60), 100)).isEqualTo(2);
		assertThat(((BudgetTally) this.tally).days().at(hour(NOON) / 24)).isEqualTo(1);
	}

	@Test
	void messageOfTheHourBeforeIsClearedByAClockThatIsAhead() {
		passed(NOON, 6);
		apply(this.rules.verified(List.of(NOON.plusSeconds(3600))), NOON.plusSeconds(3600));
		assertThat(((BudgetTally) this.tally).open().at(hour(NOON))).isEqualTo(5);
	}

	@Test
	void undoneIsAsIfItHadNeverBeen() {
		passed(NOON, 2);
		apply(this.rules.undo(NOON), NOON);
		assertThat(((BudgetTally) this.tally).open().at(hour(NOON))).isEqualTo(1);
		apply(this.rules.undo(NOON), NOON);
		assertThat(this.tally).isNull();
		verified(1, NOON);
		apply(this.rules.undo(NOON), NOON);
		assertThat(this.tally).isNotNull();
	}

	@Test
	@DisplayName("SEC-57 the shared tally goes by the floor and learns nothing")
	void sharedTallyGoesByTheFloor() {
		this.tally = Tally.shared(PumpingRule.NETWORK);
		verified(1000, NOON);
		assertThat(this.tally).isEqualTo(BudgetTally.SHARED);
		assertThat(passed(NOON, 100)).isEqualTo(6);
		apply(this.rules.verified(List.of(NOON)), NOON);
		assertThat(passed(NOON, 100)).isEqualTo(1);
		for (int each = 0; each < 6; each++) {
			apply(this.rules.undo(NOON), NOON);
		}
		assertThat(((BudgetTally) this.tally).shared()).isTrue();
		assertThat(((BudgetTally) this.tally).open().isEmpty()).isTrue();
	}

	@Test
	@DisplayName("SEC-16 a clock that is set back lets nothing more pass")
	void clockThatIsSetBackLetsNothingMorePass() {
		passed(NOON, 6);
		assertThat(passed(NOON.minus(Duration.ofDays(3)), 100)).isZero();
		assertThat(passed(NOON.minus(Duration.ofMinutes(1)), 100)).isZero();
	}

	@Test
	void whatHasVerifiedIsRememberedForTheHistory() {
		passed(NOON, 1);
		assertThat(this.tally.keepFor()).isEqualTo(Duration.ofHours(25));
		verified(1, NOON);
		assertThat(this.tally.keepFor()).isEqualTo(Duration.ofDays(15));
		assertThat(this.tally).hasToString("BudgetTally[]");
	}

	private int passed(Instant now, int wanted) {
		int passed = 0;
		for (int each = 0; each < wanted; each++) {
			passed += send(now, true).counted() ? 1 : 0;
		}
		return passed;
	}

	private void verified(int count, Instant at) {
		new ArrayList<>(Collections.nCopies(count, at)).forEach((each) -> apply(this.rules.verified(List.of()), each));
	}

	private Counted send(Instant now, boolean enforced) {
		return apply(this.rules.send(enforced), now);
	}

	private <R> R apply(TallyRule<R> rule, Instant now) {
		TallyChange<R> change = rule.apply(this.tally, now);
		this.tally = change.tally();
		return change.answer();
	}

	private static long hour(Instant at) {
		return at.getEpochSecond() / 3600;
	}

}
