package io.github.telnyxotp.store.redis;

import java.time.Instant;

import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.limit.pumping.Tally;
import io.github.telnyxotp.limit.pumping.TallyChange;
import io.github.telnyxotp.limit.pumping.TallyForm;
import io.github.telnyxotp.limit.pumping.TallyKey;
import io.github.telnyxotp.limit.pumping.TallyRule;
import io.github.telnyxotp.store.TallyStore;

/**
 * Keeps tallies in Redis, as many as find room there. When Redis is full it refuses, so
 * no key ever has to share a tally.
 */
final class RedisTallyStore implements TallyStore {

	private final RedisCells<Tally> cells;

	RedisTallyStore(RedisScripts scripts, Sealer sealer) {
		this.cells = new RedisCells<>(scripts, sealer, new Form());
	}

	@Override
	public <R> R apply(TallyKey key, TallyRule<R> rule) {
		return this.cells.apply(key.rule().id() + ":" + key.value(), (tally, now) -> {
			TallyChange<R> change = rule.apply(tally, now);
			return new RedisCells.Decided<>(change.tally(), change.answer());
		});
	}

	/** How tallies lie in Redis. */
	private static final class Form implements CellForm<Tally> {

		@Override
		public byte version() {
			return TallyForm.VERSION;
		}

		@Override
		public String key(String name) {
			return "tally:" + name;
		}

		@Override
		public void write(Tally value, ValueOutput output) {
			output.with((data) -> TallyForm.write(value, data));
		}

		@Override
		public Tally read(String name, ValueInput input) {
			return input.with(TallyForm::read);
		}

		@Override
		public Instant forgetAt(Tally value, Instant now) {
			return now.plus(value.keepFor());
		}

	}

}
