package io.github.telnyxotp.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.flow.restraint.PumpingGuard;
import io.github.telnyxotp.limit.pumping.Budget;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import io.github.telnyxotp.limit.pumping.TallyChange;
import io.github.telnyxotp.limit.pumping.TallyKey;
import io.github.telnyxotp.store.InMemoryTallyStore;
import io.github.telnyxotp.store.TallyStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelnyxOtpPumpingAutoConfiguration}.
 */
class TelnyxOtpPumpingAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpPumpingAutoConfiguration.class));

	@Test
	@DisplayName("SEC-19 every rule is on with the usual numbers and only records")
	void everyRuleIsOnAndOnlyRecords() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(PumpingGuard.class).hasSingleBean(InMemoryTallyStore.class);
			PumpingPolicy policy = context.getBean(PumpingPolicy.class);
			assertThat(policy).usingRecursiveComparison().ignoringFields("modes").isEqualTo(PumpingPolicy.USUAL);
			assertThat(policy.modes()).hasSize(6)
				.allSatisfy((rule, mode) -> assertThat(mode).isEqualTo(Mode.RECORD_ONLY));
		});
	}

	@Test
	void everyNumberAndModeIsAProperty() {
		String all = "telnyx.otp.pumping.";
		this.runner
			.withPropertyValues(all + "mode=enforce", all + "country.mode=off", all + "sequence.mode=record-only",
					all + "conversion.mode=off", all + "country.daily-floor=1", all + "country.daily-share=0.5",
					all + "country.hourly-floor=2", all + "country.hourly-share=0.25", all + "prefix.daily-floor=7",
					all + "network.hourly-floor=8", all + "sequence.numbers=6", all + "sequence.gap=2",
					all + "sequence.window=5m", all + "spread.countries=4", all + "conversion.low=0.1",
					all + "conversion.recovered=0.3", all + "conversion.samples=30")
			.run((context) -> {
				PumpingPolicy policy = context.getBean(PumpingPolicy.class);
				assertThat(policy.country()).isEqualTo(new Budget(1, 0.5, 2, 0.25));
				assertThat(policy.prefix()).isEqualTo(new Budget(7, 1.5, 5, 1.5));
				assertThat(policy.network()).isEqualTo(new Budget(10, 1.5, 8, 1.5));
				assertThat(policy.sequence()).isEqualTo(new PumpingPolicy.Sequence(6, 2, Duration.ofMinutes(5)));
				assertThat(policy.spread()).isEqualTo(4);
				assertThat(policy.conversion()).isEqualTo(new PumpingPolicy.Conversion(0.1, 0.3, 30));
				assertThat(policy.mode(PumpingRule.COUNTRY)).isEqualTo(Mode.OFF);
				assertThat(policy.mode(PumpingRule.PREFIX)).isEqualTo(Mode.ENFORCE);
				assertThat(policy.mode(PumpingRule.NETWORK)).isEqualTo(Mode.ENFORCE);
				assertThat(policy.mode(PumpingRule.SEQUENCE)).isEqualTo(Mode.RECORD_ONLY);
				assertThat(policy.mode(PumpingRule.SPREAD)).isEqualTo(Mode.ENFORCE);
				assertThat(policy.mode(PumpingRule.CONVERSION)).isEqualTo(Mode.OFF);
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "country.daily-floor=0|country|'dailyFloor' must be at least 1.",
					"prefix.hourly-share=-1|prefix|'hourlyShare' must be between 0 and 100.",
					"network.hourly-floor=0|network|'hourlyFloor' must be at least 1.",
					"sequence.window=2h|sequence|'window' must be between one second and one hour.",
					"spread.countries=0|spread|'countries' must be between 1 and 31.",
					"conversion.low=0.5|conversion|'low' and 'recovered' must satisfy 0 < low <= recovered <= 1.",
					"conversion.mode=enforce|conversion.mode|The rule is an alarm and refuses nothing.",
					"maximum-size=0|maximum-size|It must be at least 1." })
	void wrongValueIsRefusedByItsProperty(String setting, String property, String reason) {
		this.runner.withPropertyValues("telnyx.otp.pumping." + setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(TelnyxOtpConfigurationException.class)
				.hasMessage("Property 'telnyx.otp.pumping." + property + "': " + reason)
				.extracting((failure) -> ((TelnyxOtpConfigurationException) failure).action())
				.asString()
				.isNotBlank());
	}

	@Test
	void backsOffWhenTheApplicationHasItsOwn() {
		TallyStore own = new InMemoryTallyStore(InstantSource.system(), 1);
		this.runner.withBean(TallyStore.class, () -> own)
			.withBean(PumpingPolicy.class, () -> PumpingPolicy.USUAL)
			.run((context) -> {
				assertThat(context.getBean(TallyStore.class)).isSameAs(own);
				assertThat(context.getBean(PumpingPolicy.class)).isSameAs(PumpingPolicy.USUAL);
				assertThat(context).hasSingleBean(PumpingGuard.class);
			});
	}

	@Test
	void usesTheClockOfTheApplication() {
		Instant noon = Instant.parse("2026-01-20T12:00:00Z");
		this.runner.withBean(InstantSource.class, () -> new TestClock(noon)).run((context) -> {
			TallyKey key = new TallyKey(PumpingRule.COUNTRY, "US");
			Instant seen = context.getBean(TallyStore.class).apply(key, (tally, now) -> new TallyChange<>(tally, now));
			assertThat(seen).isEqualTo(noon);
		});
	}

	@Test
	void needsNoCaffeineAndIsAbsentWhenSwitchedOff() {
		this.runner.withClassLoader(new FilteredClassLoader("com.github.benmanes.caffeine"))
			.withBean(TallyStore.class, () -> Mockito.mock(TallyStore.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(PumpingGuard.class)
				.doesNotHaveBean(InMemoryTallyStore.class));
		this.runner.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(PumpingPolicy.class));
	}

}
