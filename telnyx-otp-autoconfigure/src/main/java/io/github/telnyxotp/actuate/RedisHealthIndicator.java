package io.github.telnyxotp.actuate;

import java.util.Optional;
import java.util.function.Supplier;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells whether the Redis is there that nodes share. {@code UP} when it answers,
 * {@link TelnyxOtpHealthIndicator#DEGRADED} with a warning when it would forget counters
 * under pressure (SEC-56), {@code DOWN} when it does not answer: then nothing is sent and
 * no code is checked. Asking costs one command. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class RedisHealthIndicator implements HealthIndicator {

	private final Supplier<String> policy;

	/**
	 * Creates an indicator.
	 * @param policy asks Redis for its {@code maxmemory-policy}, and throws if it is away
	 */
	public RedisHealthIndicator(Supplier<String> policy) {
		this.policy = policy;
	}

	/**
	 * Asks Redis.
	 * @return the health, without secrets and addresses
	 */
	@Override
	public Health health() {
		try {
			String policy = this.policy.get();
			Optional<String> warning = EvictionWarning.of(policy);
			Health.Builder health = warning.isPresent() ? Health.status(TelnyxOtpHealthIndicator.DEGRADED)
					: Health.up();
			warning.ifPresent((text) -> health.withDetail("warning", text));
			return health.withDetail("evictionPolicy", policy).build();
		}
		catch (RuntimeException ex) {
			return Health.down().withDetail("reason", "Redis does not answer").build();
		}
	}

}
