package io.github.telnyxotp.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.money.BudgetAnswer;
import io.github.telnyxotp.limit.money.BudgetPolicy;
import io.github.telnyxotp.limit.money.BudgetRules;
import io.github.telnyxotp.limit.money.Lane;
import io.github.telnyxotp.limit.money.Money;
import io.github.telnyxotp.limit.money.Period;
import io.github.telnyxotp.limit.money.Prices;
import io.github.telnyxotp.limit.money.Reservation;
import io.github.telnyxotp.limit.money.SendWish;
import io.github.telnyxotp.limit.money.Spend;
import io.github.telnyxotp.limit.money.SpendChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link SpendStore} promises. The test of an implementation extends it and
 * changes nothing.
 */
public abstract class SpendStoreContract {

	private static final int THREADS = 100;

	private static final Map<String, Money> ONE = Map.of(Prices.DEFAULT, Money.of("1"));

	private static final SendWish LOGIN = new SendWish(Purpose.LOGIN, "US", true, List.of(Channel.SMS),
			List.of(Channel.SMS));

	private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));

	private SpendStore store;

	private final BudgetRules rules = new BudgetRules(
			new BudgetPolicy(Map.of(Period.DAY, Money.of("60")), 50, new BudgetPolicy.Thresholds(80, 90, 100, 10)),
			new Prices(Map.of(Channel.WHATSAPP, ONE, Channel.SMS, ONE, Channel.CALL, ONE)));

	/**
	 * A store in which nothing was spent, independent of every other.
	 * @param clock what time it is
	 * @return the store
	 */
	protected abstract SpendStore store(InstantSource clock);

	@BeforeEach
	final void openAStore() {
		this.store = store(this.clock);
	}

	@Test
	void nothingWasSpentAtTheBegin() {
		assertThat(this.store.<Spend>apply((spend, now) -> new SpendChange<>(spend, spend))).isEqualTo(Spend.NONE);
		assertThat(spent()).isEqualTo(Money.ZERO);
	}

	@Test
	void storesShareNothing() {
		SpendStore other = store(this.clock);
		this.store.apply(this.rules.reserve(LOGIN));
		assertThat(other.<Spend>apply((spend, now) -> new SpendChange<>(spend, spend))).isEqualTo(Spend.NONE);
	}

	@Test
	@DisplayName("SEC-16 of a hundred at once as many get money as there is money, and each gets its own")
	void ofAHundredAtOnceAsManyGetMoneyAsThereIs() throws Exception {
		try (Race race = new Race()) {
			List<BudgetAnswer> answers = race.run(THREADS, (each) -> () -> this.store.apply(this.rules.reserve(LOGIN)));
			List<Reservation> granted = granted(answers);
			assertThat(granted).hasSize(60).doesNotHaveDuplicates();
			assertThat(spent()).isEqualTo(Money.of("60"));
			assertThat(answers.stream()
				.flatMap((answer) -> answer.changes().stream())
				.filter((change) -> change.lane() == Lane.KNOWN_USERS)).hasSize(3);
		}
	}

	@Test
	@DisplayName("SEC-16 of a hundred refunds at once each is given once")
	void ofAHundredRefundsAtOnceEachIsGivenOnce() throws Exception {
		Reservation reservation = granted(List.of(this.store.apply(this.rules.reserve(LOGIN)))).get(0);
		this.store.apply(this.rules.reserve(LOGIN));
		try (Race race = new Race()) {
			race.run(THREADS, (each) -> () -> this.store.apply(this.rules.refund(reservation)));
		}
		assertThat(spent()).isEqualTo(Money.of("1"));
	}

	@Test
	void aRuleThatThrowsChangesNothing() {
		this.store.apply(this.rules.reserve(LOGIN));
		assertThatIllegalStateException().isThrownBy(() -> this.store.apply((spend, now) -> {
			throw new IllegalStateException("no");
		}));
		assertThat(spent()).isEqualTo(Money.of("1"));
	}

	@Test
	void theStoreTellsTheTime() {
		Instant seen = this.store.apply((spend, now) -> new SpendChange<>(spend, now));
		assertThat(seen).isEqualTo(this.clock.instant());
		assertThat(this.store.<Spend>apply((spend, now) -> new SpendChange<>(spend, spend))).isEqualTo(Spend.NONE);
	}

	private Money spent() {
		return this.store.apply((spend, now) -> new SpendChange<>(spend, spend.spent(Period.DAY, Lane.KNOWN_USERS)));
	}

	private static List<Reservation> granted(List<BudgetAnswer> answers) {
		return answers.stream()
			.filter(BudgetAnswer.Affordable.class::isInstance)
			.map((answer) -> ((BudgetAnswer.Affordable) answer).reservation())
			.toList();
	}

}
