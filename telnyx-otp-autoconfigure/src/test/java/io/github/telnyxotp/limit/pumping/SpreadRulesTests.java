package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SpreadRulesTests {

	private static final Instant NOON = Instant.parse("2026-01-20T12:00:00Z");

	private final SpreadRules rules = new SpreadRules(3);

	private Tally tally;

	@Test
	@DisplayName("SEC-19 a fourth country without a proof is one too many")
	void fourthCountryIsTooMany() {
		send("US", 0, true);
		send("DE", 1, true);
		assertThat(send("FR", 2, true)).isEqualTo(new Counted(at(2), true, null));
		assertThat(send("IT", 3, true)).isEqualTo(new Counted(at(3), false, Duration.ofHours(21)));
		assertThat(send("FR", 3, true)).isEqualTo(new Counted(at(3), false, null));
		assertThat(send("IT", 24, true)).isEqualTo(new Counted(at(24), true, null));
		assertThat(send("ES", 24, true).over()).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void provenCountriesDoNotCount() {
		for (String country : new String[] { "US", "DE", "FR", "IT" }) {
			send(country, 0, true);
			apply(this.rules.verified(country), 0);
		}
		assertThat(send("ES", 1, true).over()).isNull();
		assertThat(this.tally.keepFor()).isEqualTo(Duration.ofDays(15));
		send("PT", 1, true);
		send("NL", 1, true);
		assertThat(send("US", 14 * 24, true)).isEqualTo(new Counted(at(14 * 24), false, null));
		assertThat(send("US", 15 * 24, true)).isEqualTo(new Counted(at(15 * 24), true, null));
	}

	@Test
	void recordedOnlyCountsOn() {
		send("US", 0, false);
		send("DE", 1, false);
		send("FR", 2, false);
		assertThat(send("IT", 3, false)).isEqualTo(new Counted(at(3), true, Duration.ofHours(21)));
		assertThat(send("ES", 4, false)).isEqualTo(new Counted(at(4), true, Duration.ofHours(21)));
		assertThat(this.tally.keepFor()).isEqualTo(Duration.ofHours(25));
	}

	@Test
	void undoneIsAsIfItHadNeverBeen() {
		send("US", 0, true);
		send("DE", 0, true);
		apply(this.rules.undo("DE"), 0);
		assertThat(((SpreadTally) this.tally).countries()).hasSize(1);
		apply(this.rules.undo("US"), 0);
		assertThat(this.tally).isNull();
		apply(this.rules.undo("US"), 0);
		assertThat(this.tally).isEqualTo(SpreadTally.NONE);
		apply(this.rules.verified("US"), 0);
		apply(this.rules.undo("US"), 0);
		assertThat(((SpreadTally) this.tally).countries()).hasSize(1);
	}

	@Test
	@DisplayName("SEC-57 a network remembers 32 countries, the newest")
	void memoryIsBounded() {
		for (int each = 0; each < 100; each++) {
			send("c" + each, 0, false);
		}
		assertThat(((SpreadTally) this.tally).countries()).hasSize(32)
			.last()
			.extracting(SpreadTally.Visited::country)
			.isEqualTo("c99");
		assertThat(this.tally).hasToString("SpreadTally[]");
	}

	private Counted send(String country, int hour, boolean enforced) {
		return apply(this.rules.send(country, enforced), hour);
	}

	private <R> R apply(TallyRule<R> rule, int hour) {
		TallyChange<R> change = rule.apply(this.tally, at(hour));
		this.tally = change.tally();
		return change.answer();
	}

	private static Instant at(int hour) {
		return NOON.plus(Duration.ofHours(hour));
	}

}
