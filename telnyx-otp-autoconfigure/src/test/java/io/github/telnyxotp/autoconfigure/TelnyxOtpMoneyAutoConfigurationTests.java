package io.github.telnyxotp.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.limit.money.BudgetPolicy;
import io.github.telnyxotp.limit.money.BudgetRules;
import io.github.telnyxotp.limit.money.Money;
import io.github.telnyxotp.limit.money.Period;
import io.github.telnyxotp.limit.money.Prices;
import io.github.telnyxotp.store.InMemorySpendStore;
import io.github.telnyxotp.store.SpendStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelnyxOtpMoneyAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelnyxOtpMoneyAutoConfigurationTests {

	private static final String MONEY = "telnyx.otp.money.";

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpMoneyAutoConfiguration.class));

	@Test
	@DisplayName("SEC-19 a brake is on from the first start")
	void aBrakeIsOnFromTheFirstStart(CapturedOutput output) {
		this.application.run((context) -> {
			assertThat(context).hasSingleBean(BudgetRules.class).hasSingleBean(InMemorySpendStore.class);
			assertThat(context.getBean(BudgetPolicy.class))
				.isEqualTo(new BudgetPolicy(Map.of(Period.HOUR, Money.of("10"), Period.DAY, Money.of("50")), 50,
						new BudgetPolicy.Thresholds(80, 90, 100, 10)));
			assertThat(output).containsOnlyOnce("Prices are estimates for whatsapp, sms, call.");
		});
	}

	@Test
	void everythingCanBeSet() {
		this.application
			.withPropertyValues(MONEY + "budget.hour=12.50", MONEY + "budget.day=100", MONEY + "reserved=70",
					MONEY + "steps.cheapest-channel=50", MONEY + "steps.known-numbers=60", MONEY + "steps.stop=95",
					MONEY + "steps.hysteresis=5")
			.run((context) -> assertThat(context.getBean(BudgetPolicy.class))
				.isEqualTo(new BudgetPolicy(Map.of(Period.HOUR, Money.of("12.5"), Period.DAY, Money.of("100")), 70,
						new BudgetPolicy.Thresholds(50, 60, 95, 5))));
	}

	@ParameterizedTest
	@CsvSource({ "unlimited,,,", "200,,40,200", "200,unlimited,,200", "UNLIMITED,5,5,", "50,50,50,50",
			"0.01,,0.002,0.01" })
	void aBudgetCanBeTakenAway(String day, String hour, String hourly, String daily) {
		String[] values = (hour == null) ? new String[] { MONEY + "budget.day=" + day }
				: new String[] { MONEY + "budget.day=" + day, MONEY + "budget.hour=" + hour };
		this.application.withPropertyValues(values).run((context) -> {
			Map<Period, Money> budgets = context.getBean(BudgetPolicy.class).budgets();
			assertThat(budgets.get(Period.HOUR)).isEqualTo((hourly == null) ? null : Money.of(hourly));
			assertThat(budgets.get(Period.DAY)).isEqualTo((daily == null) ? null : Money.of(daily));
		});
	}

	@Test
	void pricesOfOneCountryStandBesideTheEstimates(CapturedOutput output) {
		this.application.withPropertyValues(MONEY + "prices.sms.US=0.007", MONEY + "prices.sms.fj=1.5")
			.run((context) -> {
				Prices prices = context.getBean(Prices.class);
				assertThat(prices.of(Channel.SMS, "US")).isEqualTo(Money.of("0.007"));
				assertThat(prices.of(Channel.SMS, "FJ")).isEqualTo(Money.of("1.5"));
				assertThat(prices.of(Channel.SMS, "GB")).isEqualTo(estimate("sms.GB"));
				assertThat(prices.of(Channel.CALL, "FJ")).isEqualTo(estimate("call.default"));
				assertThat(output).contains("Prices are estimates for whatsapp, sms, call.");
			});
	}

	@Test
	void aDefaultReplacesAllEstimatesOfItsChannel(CapturedOutput output) {
		this.application.withPropertyValues(MONEY + "prices.sms.default=0.5", MONEY + "prices.sms.US=0.3")
			.run((context) -> {
				Prices prices = context.getBean(Prices.class);
				assertThat(prices.of(Channel.SMS, "US")).isEqualTo(Money.of("0.3"));
				assertThat(prices.of(Channel.SMS, "GB")).isEqualTo(Money.of("0.5"));
				assertThat(prices.of(Channel.CALL, "GB")).isEqualTo(estimate("call.GB"));
				assertThat(output).contains("Prices are estimates for whatsapp, call.");
			});
	}

	@Test
	void ownPricesForAllChannelsAreNoEstimates(CapturedOutput output) {
		this.application
			.withPropertyValues(MONEY + "prices.sms.default=0.5", MONEY + "prices.whatsapp.default=0.5",
					MONEY + "prices.call.default=0.5")
			.run((context) -> assertThat(output).doesNotContain("estimates"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "budget.day=much | budget.day | a number | unlimited",
			"budget.day= | budget.day | a number | unlimited", "budget.day=0 | budget.day | so little | unlimited",
			"budget.day=-5 | budget.day | between 0 and | unlimited", "budget.hour=60 | budget.hour | more than | part",
			"budget.hour=0.0000001 | budget.hour | six digits | 12.50", "reserved=101 | reserved | percentage | 50",
			"reserved=-1 | reserved | percentage | 50", "steps.stop=101 | steps | percentages | 80, 90 and 100",
			"steps.hysteresis=80 | steps | hysteresis | 10", "prices.sms.US=0 | prices.sms.US | zero | 0.05",
			"prices.sms.US=-1 | prices.sms.US | between 0 and | 0.05",
			"prices.call.UK=1 | prices.call.UK | no such country | GB" })
	void aWrongValueIsRefusedWithItsNameAndARemedy(String value, String property, String reason, String action) {
		this.application.withPropertyValues(MONEY + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(TelnyxOtpConfigurationException.class, (failure) -> {
					assertThat(failure.property()).isEqualTo(MONEY + property);
					assertThat(failure.reason()).contains(reason);
					assertThat(failure.action()).contains(action);
				}));
	}

	@Test
	void beansOfTheApplicationTakePrecedence() {
		SpendStore store = Mockito.mock(SpendStore.class);
		Prices prices = new MoneySettings(defaults()).prices();
		BudgetPolicy policy = new BudgetPolicy(Map.of(), 0, new BudgetPolicy.Thresholds(1, 2, 3, 0));
		BudgetRules rules = new BudgetRules(policy, prices);
		this.application.withBean(SpendStore.class, () -> store)
			.withBean(Prices.class, () -> prices)
			.withBean(BudgetPolicy.class, () -> policy)
			.withBean(BudgetRules.class, () -> rules)
			.run((context) -> {
				assertThat(context.getBean(SpendStore.class)).isSameAs(store);
				assertThat(context.getBean(Prices.class)).isSameAs(prices);
				assertThat(context.getBean(BudgetPolicy.class)).isSameAs(policy);
				assertThat(context.getBean(BudgetRules.class)).isSameAs(rules);
			});
	}

	@Test
	void nothingIsThereWhenCodesAreSwitchedOff() {
		this.application.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(BudgetRules.class).doesNotHaveBean(SpendStore.class));
	}

	@Test
	void estimatesAreKeptInNativeImages() {
		RuntimeHints hints = new RuntimeHints();
		new PriceRuntimeHints().registerHints(hints, null);
		assertThat(RuntimeHintsPredicates.resource()
			.forResource("io/github/telnyxotp/autoconfigure/estimated-prices.properties")).accepts(hints);
	}

	private static TelnyxOtpProperties defaults() {
		return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("telnyx.otp",
				TelnyxOtpProperties.class);
	}

	private static Money estimate(String line) throws IOException {
		Properties lines = new Properties();
		try (InputStream stream = MoneySettings.class.getResourceAsStream(MoneySettings.ESTIMATES)) {
			lines.load(stream);
		}
		return Money.of(lines.getProperty(line));
	}

}
