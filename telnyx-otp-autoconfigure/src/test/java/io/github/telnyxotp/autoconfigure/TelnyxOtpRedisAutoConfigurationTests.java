package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.actuate.RedisHealthIndicator;
import io.github.telnyxotp.actuate.TelnyxOtpHealthIndicator;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Charge;
import io.github.telnyxotp.limit.Decision;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.money.SpendChange;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.store.InMemoryFailureStore;
import io.github.telnyxotp.store.InMemoryKnownNumbers;
import io.github.telnyxotp.store.InMemoryLimitStore;
import io.github.telnyxotp.store.InMemoryRememberedDeviceStore;
import io.github.telnyxotp.store.InMemorySpendStore;
import io.github.telnyxotp.store.InMemoryTallyStore;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.LimitStore;
import io.github.telnyxotp.store.MarkStore;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.store.SpendStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.store.TallyStore;
import io.github.telnyxotp.store.redis.RedisLedger;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link TelnyxOtpRedisAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelnyxOtpRedisAutoConfigurationTests {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(DataRedisAutoConfiguration.class, TelnyxOtpRedisAutoConfiguration.class,
						TelnyxOtpAutoConfiguration.class, TelnyxOtpRememberedDeviceAutoConfiguration.class))
		.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port(),
				"telnyx.otp.api-key=KEY0123456789ABCDEF", "telnyx.otp.remembered-device.enabled=true",
				"telnyx.otp.verify-profile-id=12ade33a-21c0-473b-b055-b3c836e1c292");

	private final ApplicationContextRunner shared = this.application.withPropertyValues("telnyx.otp.store=redis",
			"telnyx.otp.secret=0123456789abcdef0123456789abcdef");

	@Test
	void memoryIsTheDefault() {
		this.application.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(InMemoryChallengeStore.class)
			.doesNotHaveBean(RedisLedger.class));
	}

	@Test
	void oneWordMovesEveryStoreToRedis() {
		this.shared.run((context) -> {
			assertThat(context).hasNotFailed()
				.hasSingleBean(ReportStore.class)
				.hasSingleBean(MarkStore.class)
				.hasSingleBean(RedisHealthIndicator.class)
				.doesNotHaveBean(InMemoryChallengeStore.class)
				.doesNotHaveBean(InMemorySpendStore.class)
				.doesNotHaveBean(InMemoryTallyStore.class)
				.doesNotHaveBean(InMemoryRememberedDeviceStore.class);
			assertThat(context.getBean(RedisHealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
			assertThat(context.getBean(MarkStore.class).take("a")).isTrue();
			assertThat(context.getBean(MarkStore.class).take("a")).isFalse();
		});
	}

	@Test
	void limitsAndWrongCodesMoveToRedis() {
		PhoneNumber phone = new PhoneNumber("+15550100001");
		Limit limit = new Limit("one", Action.SEND, StandardKey.PHONE, 1, Duration.ofHours(1), Mode.ENFORCE);
		List<Charge> charges = List.of(new Charge(limit, "a"));
		this.shared.run((context) -> {
			assertThat(context).hasSingleBean(LimitStore.class)
				.hasSingleBean(FailureStore.class)
				.hasSingleBean(KnownNumbers.class)
				.doesNotHaveBean(InMemoryLimitStore.class)
				.doesNotHaveBean(InMemoryFailureStore.class)
				.doesNotHaveBean(InMemoryKnownNumbers.class);
			assertThat(context.getBean(LimitStore.class).take(charges, 1)).isEqualTo(Decision.GRANTED);
			context.getBean(FailureStore.class).reserve("alice", phone);
			context.getBean(KnownNumbers.class).add(phone);
		});
		this.shared.run((context) -> {
			assertThat(context.getBean(LimitStore.class).take(charges, 1)).isInstanceOf(Decision.Refused.class);
			assertThat(context.getBean(FailureStore.class).reserve("alice", phone))
				.isEqualTo(new FailureDecision.Counted(28));
			assertThat(context.getBean(KnownNumbers.class).contains(phone)).isTrue();
		});
	}

	@Test
	@DisplayName("SEC-58 while Redis is away nothing is counted here instead: no message, no check")
	void nothingIsCountedHereInstead() {
		Traffic traffic = new Traffic(new Owner("alice", Purpose.SECOND_FACTOR), new PhoneNumber("+15550100001"), "US",
				Origin.NONE);
		this.shared.withPropertyValues("spring.data.redis.port=1").run((context) -> {
			Restraint restraint = context.getBean(Restraint.class);
			List<Channel> channels = List.of(Channel.SMS);
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> restraint.send(traffic, channels, channels));
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> restraint.guess(traffic));
		});
	}

	@Test
	@DisplayName("SEC-55 the connections of the application stay as they are")
	void connectionsOfTheApplicationStay() {
		this.shared.withPropertyValues("spring.data.redis.timeout=7s")
			.run((context) -> assertThat(context).getBean(LettuceConnectionFactory.class)
				.satisfies((usual) -> assertThat(usual.getClientConfiguration().getCommandTimeout())
					.isEqualTo(Duration.ofSeconds(7))));
	}

	@Test
	void storesOfTheApplicationWin() {
		ChallengeStore challenges = Mockito.mock(ChallengeStore.class);
		SpendStore spend = Mockito.mock(SpendStore.class);
		this.shared.withBean(ChallengeStore.class, () -> challenges)
			.withBean(SpendStore.class, () -> spend)
			.run((context) -> {
				assertThat(context).getBean(ChallengeStore.class).isSameAs(challenges);
				assertThat(context).getBean(SpendStore.class).isSameAs(spend);
				assertThat(context).hasSingleBean(TallyStore.class).hasSingleBean(RememberedDeviceStore.class);
			});
	}

	@Test
	@DisplayName("SEC-30 without a secret that all nodes have it does not start")
	void secretIsNeeded() {
		this.application.withPropertyValues("telnyx.otp.store=redis")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessage("Property 'telnyx.otp.secret': It is not set. With telnyx.otp.store=redis all nodes need "
						+ "the same."));
	}

	@Test
	@DisplayName("SEC-55 nothing falls back to memory when Spring Data Redis is missing")
	void libraryIsNeeded() {
		this.shared.withClassLoader(new FilteredClassLoader(RedisClient.class))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessageContaining("Property 'telnyx.otp.store': It says redis"));
	}

	@Test
	void otherConnectionsAreNamed() {
		this.shared.withBean(RedisConnectionFactory.class, () -> Mockito.mock(RedisConnectionFactory.class))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessageContaining("LettuceConnectionFactory"));
	}

	@Test
	void prefixWithBracesIsNamed() {
		this.shared.withPropertyValues("telnyx.otp.redis.key-prefix={x}")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'prefix' must have no braces"));
	}

	@Test
	@DisplayName("SEC-54 a node whose clock is ten minutes off sees the time of Redis")
	void clockOfTheNodeDoesNotCount() {
		this.shared.withBean(InstantSource.class, () -> InstantSource.offset(Clock.systemUTC(), Duration.ofMinutes(10)))
			.run((context) -> {
				Instant seen = context.getBean(SpendStore.class).apply((spend, now) -> new SpendChange<>(spend, now));
				assertThat(seen).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
			});
	}

	@Test
	@DisplayName("SEC-56 a Redis that evicts is warned of at the start and in the health")
	void evictionIsWarnedOf(CapturedOutput output) {
		try (RedisConnection connection = redis.connections().getConnection()) {
			connection.serverCommands().setConfig("maxmemory-policy", "allkeys-lru");
			this.shared.run((context) -> assertThat(context.getBean(RedisHealthIndicator.class).health())
				.satisfies((health) -> assertThat(health.getStatus()).isEqualTo(TelnyxOtpHealthIndicator.DEGRADED))
				.satisfies((health) -> assertThat(health.getDetails()).containsEntry("evictionPolicy", "allkeys-lru")
					.containsKey("warning")));
			assertThat(output).contains("Redis has maxmemory-policy allkeys-lru");
			connection.serverCommands().setConfig("maxmemory-policy", "noeviction");
		}
	}

	@Test
	void applicationNeedsNoActuator() {
		this.shared.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RedisLedger.class));
	}

	@Test
	@DisplayName("SEC-55 an application starts without Redis, tells so and is not healthy")
	void startsWithoutRedis(CapturedOutput output) {
		this.shared.withPropertyValues("spring.data.redis.port=1").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(RedisHealthIndicator.class).health().getStatus()).isEqualTo(Status.DOWN);
		});
		assertThat(output).contains("Nothing can be sent or checked until Redis is there");
	}

}
