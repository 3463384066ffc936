package io.github.telnyxotp.servlet;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.money.BudgetPolicy;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Takes the brakes off, for many tests that come from one address, unless a test wants
 * them.
 */
@TestConfiguration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "bank.unlimited", matchIfMissing = true)
class Unlimited {

	@Bean
	Limits noLimits() {
		return new Limits(List.of());
	}

	@Bean
	FailureRules manyFailures() {
		return new FailureRules(100, Duration.ofMinutes(1));
	}

	@Bean
	BudgetPolicy noBudget() {
		return new BudgetPolicy(Map.of(), 0, new BudgetPolicy.Thresholds(80, 90, 100, 10));
	}

	@Bean
	PumpingPolicy noPumping() {
		PumpingPolicy usual = PumpingPolicy.USUAL;
		Map<PumpingRule, Mode> off = Arrays.stream(PumpingRule.values())
			.collect(Collectors.toMap(Function.identity(), (rule) -> Mode.OFF));
		return new PumpingPolicy(off, usual.country(), usual.prefix(), usual.network(), usual.sequence(),
				usual.spread(), usual.conversion());
	}

}
