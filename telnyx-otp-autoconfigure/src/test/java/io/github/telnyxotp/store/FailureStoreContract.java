package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.FailureRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What every {@link FailureStore} promises. The test of an implementation extends it and
 * changes nothing.
 */
public abstract class FailureStoreContract {

	private static final FailureDecision STOPPED = new FailureDecision.Stopped();

	private static final Duration MONTH = Duration.ofDays(30);

	private static final FailureRules THIRTY = new FailureRules(30, MONTH);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final PhoneNumber OTHER = new PhoneNumber("+15550100002");

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private FailureStore store;

	private final Race race = new Race();

	/**
	 * An empty store, independent of every other.
	 * @param rules the decisions
	 * @param clock what time it is
	 * @param maximumSize how many counts it holds at the most
	 * @return the store
	 */
	protected abstract FailureStore store(FailureRules rules, InstantSource clock, int maximumSize);

	@BeforeEach
	final void openAStore() {
		this.store = store(THIRTY, this.clock, 1000);
	}

	@AfterEach
	final void endTheRace() {
		this.race.close();
	}

	@Test
	@DisplayName("SEC-12 after thirty wrong codes nothing is checked or sent")
	void afterThirtyWrongCodesNothingIsCheckedOrSent() {
		for (int each = 1; each <= 30; each++) {
			assertThat(this.store.stopped("alice", PHONE)).isFalse();
			assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(30 - each));
		}
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(STOPPED);
		assertThat(this.store.stopped("alice", PHONE)).isTrue();
		assertThat(this.store.stopped("alice", OTHER)).as("the account").isTrue();
		assertThat(this.store.stopped("bob", PHONE)).as("the phone").isTrue();
		assertThat(this.store.stopped("bob", OTHER)).isFalse();
	}

	@Test
	@DisplayName("SEC-12 success after twelve wrong codes leaves none")
	void successAfterTwelveWrongCodesLeavesNone() {
		fail("alice", PHONE, 12);
		this.store.reserve("alice", PHONE);
		this.store.succeeded("alice", PHONE);
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(29));
	}

	@Test
	@DisplayName("SEC-12 success of another account on the same phone leaves this account's count unchanged")
	void successOfAnotherAccountLeavesThisCountUnchanged() {
		fail("alice", PHONE, 12);
		fail("bob", PHONE, 5);
		this.store.succeeded("bob", PHONE);
		assertThat(this.store.reserve("alice", OTHER)).as("the account").isEqualTo(new FailureDecision.Counted(17));
		assertThat(this.store.reserve("carol", PHONE)).as("the phone").isEqualTo(new FailureDecision.Counted(17));
	}

	@Test
	@DisplayName("SEC-12 failures of many accounts add up on one phone")
	void failuresOfManyAccountsAddUpOnOnePhone() {
		for (int each = 0; each < 30; each++) {
			assertThat(this.store.reserve("user" + each, PHONE)).isInstanceOf(FailureDecision.Counted.class);
		}
		assertThat(this.store.reserve("user30", PHONE)).isEqualTo(STOPPED);
	}

	@Test
	@DisplayName("SEC-18 wrong codes of visitors bar visitors, and nobody who has shown a password")
	void failuresOfVisitorsBarVisitorsAlone() {
		fail(null, PHONE, 30);
		assertThat(this.store.reserve(null, PHONE)).isEqualTo(STOPPED);
		assertThat(this.store.stopped(null, PHONE)).isTrue();
		assertThat(this.store.stopped(null, OTHER)).isFalse();
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(29));
		fail("bob", OTHER, 30);
		assertThat(this.store.reserve(null, OTHER)).as("the phone is barred").isEqualTo(STOPPED);
	}

	@Test
	@DisplayName("SEC-12 a visitor's success, a code that nobody judged and an administrator lift what visitors did")
	void failuresOfVisitorsAreLifted() {
		fail(null, PHONE, 12);
		fail("alice", PHONE, 3);
		this.store.giveBack(null, PHONE);
		assertThat(this.store.reserve(null, PHONE)).isEqualTo(new FailureDecision.Counted(18));
		this.store.succeeded(null, PHONE);
		assertThat(this.store.reserve(null, PHONE)).as("alice's stay").isEqualTo(new FailureDecision.Counted(27));
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(26));
		fail(null, PHONE, 29);
		this.store.reset(PHONE);
		assertThat(this.store.reserve(null, PHONE)).isEqualTo(new FailureDecision.Counted(29));
	}

	@Test
	void codeThatNobodyJudgedIsTakenBack() {
		for (int each = 0; each < 100; each++) {
			assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(29));
			this.store.giveBack("alice", PHONE);
		}
		this.store.giveBack("alice", PHONE);
		fail("bob", PHONE, 2);
		this.store.giveBack("alice", PHONE);
		assertThat(this.store.reserve("bob", PHONE)).as("not alice's to give")
			.isEqualTo(new FailureDecision.Counted(27));
	}

	@Test
	@DisplayName("SEC-12 failures are forgotten after thirty days without one")
	void failuresAreForgottenAfterThirtyDaysWithoutOne() {
		fail("alice", PHONE, 30);
		this.clock.forward(MONTH.minusMillis(1));
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(STOPPED);
		this.clock.forward(Duration.ofMillis(1));
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(29));
	}

	@Test
	@DisplayName("SEC-12 an administrator lifts the stop of an account and of a phone")
	void administratorLiftsTheStop() {
		fail("alice", PHONE, 30);
		this.store.reset("alice");
		assertThat(this.store.stopped("alice", OTHER)).isFalse();
		assertThat(this.store.stopped("alice", PHONE)).isTrue();
		this.store.reset(PHONE);
		assertThat(this.store.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(29));
	}

	@Test
	@DisplayName("SEC-12 of a hundred at once thirty are counted")
	void ofAHundredAtOnceThirtyAreCounted() throws Exception {
		for (int round = 0; round < 100; round++) {
			FailureStore fresh = store(THIRTY, this.clock, 1000);
			List<FailureDecision> decisions = this.race.run(100,
					(each) -> () -> fresh.reserve("user" + each % 2, PHONE));
			assertThat(decisions).filteredOn(FailureDecision.Counted.class::isInstance).hasSize(30);
		}
	}

	@Test
	@DisplayName("SEC-57 a full store refuses what needs new counts and keeps what it has")
	void fullStoreRefusesWhatNeedsNewCounts() {
		FailureStore small = store(THIRTY, this.clock, 5);
		for (int each = 0; each < 29; each++) {
			small.reserve("alice", PHONE);
		}
		for (int each = 0; each < 250; each++) {
			PhoneNumber stranger = new PhoneNumber("+1555020" + (1000 + each));
			String account = "stranger" + each;
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> small.reserve(account, stranger))
				.withMessage(
						"All 5 places for wrong codes are taken. Raise telnyx.otp.counters.maximum-size if this is "
								+ "no attack");
		}
		assertThat(small.reserve("alice", PHONE)).isEqualTo(new FailureDecision.Counted(0));
		assertThat(small.reserve("alice", PHONE)).isEqualTo(STOPPED);
		this.clock.forward(MONTH);
		assertThat(small.reserve("stranger", OTHER)).isEqualTo(new FailureDecision.Counted(29));
	}

	@Test
	@DisplayName("SEC-54 a clock that steps back forgets nothing")
	void clockThatStepsBackForgetsNothing() {
		fail("alice", PHONE, 30);
		this.clock.forward(Duration.ofDays(-40));
		assertThat(this.store.stopped("alice", PHONE)).isTrue();
		this.clock.forward(Duration.ofDays(40));
		assertThat(this.store.stopped("alice", PHONE)).isTrue();
	}

	private void fail(@Nullable String account, PhoneNumber phone, int times) {
		for (int each = 0; each < times; each++) {
			this.store.reserve(account, phone);
		}
	}

}
