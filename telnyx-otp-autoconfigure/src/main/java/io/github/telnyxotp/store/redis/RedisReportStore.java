package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.store.ReportStore;

/**
 * Keeps early reports in Redis, where the node finds them that sends.
 */
final class RedisReportStore implements ReportStore {

	private final RedisCells<Delivery> cells;

	RedisReportStore(RedisScripts scripts, Sealer sealer) {
		this.cells = new RedisCells<>(scripts, sealer, new Form());
	}

	@Override
	public void keep(VerificationId verification, Delivery report) {
		this.cells.apply(verification.value(), (former, now) -> {
			boolean further = former == null || report.compareTo(former) > 0;
			return new RedisCells.Decided<>(further ? report : former, further);
		});
	}

	@Override
	public Optional<Delivery> take(VerificationId verification) {
		return this.cells.apply(verification.value(),
				(report, now) -> new RedisCells.Decided<>(null, Optional.ofNullable(report)));
	}

	/** How reports lie in Redis. */
	private static final class Form implements CellForm<Delivery> {

		private static final Duration KEPT = Duration.ofMinutes(1);

		@Override
		public byte version() {
			return 1;
		}

		@Override
		public String key(String name) {
			return "report:" + name;
		}

		@Override
		public Instant forgetAt(Delivery value, Instant now) {
			return now.plus(KEPT);
		}

		@Override
		public void write(Delivery value, ValueOutput output) {
			output.word(value);
		}

		@Override
		public Delivery read(String name, ValueInput input) {
			return input.word(Delivery.class);
		}

	}

}
