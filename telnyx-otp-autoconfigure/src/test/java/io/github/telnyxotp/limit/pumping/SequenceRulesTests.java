package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SequenceRulesTests {

	private static final Instant NOON = Instant.parse("2026-01-20T12:00:00Z");

	private final SequenceRules rules = new SequenceRules(new PumpingPolicy.Sequence(5, 3, Duration.ofMinutes(10)));

	private Tally tally;

	@Test
	@DisplayName("SEC-19 the fifth number of a row is one too many, in any order")
	void fifthNumberOfARowIsTooMany() {
		assertThat(passed(100, 101, 102, 103, 104, 105)).isEqualTo(4);
		this.tally = null;
		assertThat(passed(112, 103, 100, 109, 106)).isEqualTo(4);
		this.tally = null;
		assertThat(passed(109, 112, 103, 100, 106)).isEqualTo(4);
	}

	@Test
	void gapsThatAreTooWideMakeNoRow() {
		assertThat(passed(100, 104, 108, 112, 116, 120)).isEqualTo(6);
		this.tally = null;
		assertThat(passed(100, 101, 102, 106, 107, 108, 109)).isEqualTo(7);
		assertThat(passed(103)).isZero();
		this.tally = null;
		assertThat(passed(9, 20, 21, 22, 23, 40)).isEqualTo(6);
	}

	@Test
	void sameNumberAgainIsNoOther() {
		assertThat(send(100, NOON, true)).isEqualTo(new Counted(NOON, true, null));
		assertThat(send(100, NOON.plusSeconds(9), true)).isEqualTo(new Counted(NOON.plusSeconds(9), false, null));
		passed(101, 102, 103);
		assertThat(send(101, NOON, true)).isEqualTo(new Counted(NOON, false, null));
		assertThat(((SequenceTally) this.tally).numbers()).hasSize(4);
	}

	@Test
	void rowEndsWhenItsOldestNumberIsOldEnough() {
		for (int each = 0; each < 4; each++) {
			send(100 + each, NOON.plusSeconds(60L * each), true);
		}
		Counted refused = send(104, NOON.plusSeconds(240), true);
		assertThat(refused).isEqualTo(new Counted(NOON.plusSeconds(240), false, Duration.ofMinutes(6)));
		assertThat(send(104, NOON.plusSeconds(599), true).over()).isEqualTo(Duration.ofSeconds(1));
		assertThat(send(104, NOON.plusSeconds(600), true).over()).isNull();
	}

	@Test
	void recordedOnlyGrowsAndTellsWhenEnoughAreGone() {
		for (int each = 0; each < 6; each++) {
			Counted counted = send(100 + each, NOON.plusSeconds(each), false);
			assertThat(counted.counted()).isTrue();
			assertThat(counted.over() != null).isEqualTo(each >= 4);
		}
		assertThat(send(106, NOON.plusSeconds(60), false).over()).isEqualTo(Duration.ofSeconds(600 - 60 + 2));
	}

	@Test
	void verifiedNumberIsNoLongerInTheRow() {
		passed(100, 101, 102, 103);
		apply(this.rules.forget(103), NOON);
		assertThat(passed(103, 104)).isEqualTo(1);
	}

	@Test
	void lastNumberForgottenLeavesNothing() {
		passed(100);
		apply(this.rules.forget(7), NOON);
		assertThat(this.tally).isNotNull();
		apply(this.rules.forget(100), NOON);
		assertThat(this.tally).isNull();
		apply(this.rules.forget(100), NOON);
		assertThat(this.tally).isEqualTo(SequenceTally.NONE);
	}

	@Test
	@DisplayName("SEC-57 a prefix remembers 64 numbers, the newest")
	void memoryIsBounded() {
		passed(LongStream.range(0, 200).map((each) -> each * 10).toArray());
		assertThat(((SequenceTally) this.tally).numbers()).hasSize(64);
		assertThat(((SequenceTally) this.tally).numbers().get(63).number()).isEqualTo(1990);
		assertThat(this.tally).hasToString("SequenceTally[]");
		assertThat(((SequenceTally) this.tally).numbers().get(0)).hasToString("Seen[]");
		assertThat(this.tally.keepFor()).isEqualTo(Duration.ofHours(1));
	}

	private int passed(long... numbers) {
		int passed = 0;
		for (long number : numbers) {
			passed += send(number, NOON, true).counted() ? 1 : 0;
		}
		return passed;
	}

	private Counted send(long number, Instant now, boolean enforced) {
		return apply(this.rules.send(number, enforced), now);
	}

	private <R> R apply(TallyRule<R> rule, Instant now) {
		TallyChange<R> change = rule.apply(this.tally, now);
		this.tally = change.tally();
		return change.answer();
	}

}
