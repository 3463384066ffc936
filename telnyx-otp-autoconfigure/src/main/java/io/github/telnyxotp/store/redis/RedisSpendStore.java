package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.limit.money.Lane;
import io.github.telnyxotp.limit.money.Money;
import io.github.telnyxotp.limit.money.Period;
import io.github.telnyxotp.limit.money.Reservation;
import io.github.telnyxotp.limit.money.Spend;
import io.github.telnyxotp.limit.money.SpendChange;
import io.github.telnyxotp.limit.money.SpendRule;
import io.github.telnyxotp.limit.money.Step;
import io.github.telnyxotp.store.SpendStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was spent in Redis: one budget for all nodes, which outlives each of them.
 */
final class RedisSpendStore implements SpendStore {

	private static final String NAME = "spend";

	private final RedisCells<Spend> cells;

	RedisSpendStore(RedisScripts scripts, Sealer sealer) {
		this.cells = new RedisCells<>(scripts, sealer, new Form());
	}

	@Override
	public <R> R apply(SpendRule<R> rule) {
		return this.cells.apply(NAME, (spend, now) -> {
			SpendChange<R> change = rule.apply((spend != null) ? spend : Spend.NONE, now);
			return new RedisCells.Decided<>(kept(spend, change.spend()), change.answer());
		});
	}

	/** Nothing spent is not written. */
	private static @Nullable Spend kept(@Nullable Spend former, Spend latter) {
		return (former == null && latter.equals(Spend.NONE)) ? null : latter;
	}

	/** How it lies in Redis. */
	private static final class Form implements CellForm<Spend> {

		/** A day, an hour for the bucket that is begun, and one more. */
		private static final Duration KEPT = Period.DAY.length().plusHours(2);

		@Override
		public byte version() {
			return 1;
		}

		@Override
		public String key(String name) {
			return name;
		}

		@Override
		public Instant forgetAt(Spend value, Instant now) {
			return now.plus(KEPT);
		}

		@Override
		public void write(Spend value, ValueOutput output) {
			output.instant(value.asOf()).number(value.next());
			output.all(value.booked().entrySet(),
					(entry) -> output.word(entry.getKey().period())
						.word(entry.getKey().lane())
						.number(entry.getKey().bucket())
						.number(entry.getValue().micros()));
			output.all(value.steps().entrySet(), (entry) -> output.word(entry.getKey()).word(entry.getValue()));
			output.all(value.open(),
					(reservation) -> output.number(reservation.number())
						.word(reservation.lane())
						.word(reservation.channel())
						.number(reservation.price().micros())
						.instant(reservation.at()));
		}

		@Override
		public Spend read(String name, ValueInput input) {
			Instant asOf = input.instant();
			long next = input.number();
			Map<Spend.Slot, Money> booked = entries(input,
					() -> new Spend.Slot(input.word(Period.class), input.word(Lane.class), input.number()),
					() -> new Money(input.number()));
			Map<Lane, Step> steps = entries(input, () -> input.word(Lane.class), () -> input.word(Step.class));
			List<Reservation> open = input.all(() -> new Reservation(input.number(), input.word(Lane.class),
					input.word(Channel.class), new Money(input.number()), input.instant()));
			return new Spend(asOf, booked, steps, open, next);
		}

		private static <K, V> Map<K, V> entries(ValueInput input, Supplier<K> key, Supplier<V> value) {
			Map<K, V> entries = new LinkedHashMap<>();
			input.all(() -> Map.entry(key.get(), value.get()))
				.forEach((entry) -> entries.put(entry.getKey(), entry.getValue()));
			return entries;
		}

	}

}
