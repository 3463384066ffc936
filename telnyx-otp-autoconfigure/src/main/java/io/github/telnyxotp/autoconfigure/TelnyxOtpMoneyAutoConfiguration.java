package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.restraint.Purse;
import io.github.telnyxotp.limit.money.BudgetPolicy;
import io.github.telnyxotp.limit.money.BudgetRules;
import io.github.telnyxotp.limit.money.Prices;
import io.github.telnyxotp.store.InMemoryKnownNumbers;
import io.github.telnyxotp.store.InMemorySpendStore;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.SpendStore;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of prices and budgets.
 *
 * @since 0.1
 */
@AutoConfiguration(before = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TelnyxOtpProperties.class)
@Import(KeyedHashConfiguration.class)
@ImportRuntimeHints(PriceRuntimeHints.class)
public final class TelnyxOtpMoneyAutoConfiguration {

	private static final Log LOG = LogFactory.getLog(TelnyxOtpMoneyAutoConfiguration.class);

	private final MoneySettings settings;

	TelnyxOtpMoneyAutoConfiguration(TelnyxOtpProperties properties) {
		this.settings = new MoneySettings(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	Prices telnyxOtpPrices() {
		List<Channel> estimated = this.settings.estimated();
		if (!estimated.isEmpty()) {
			LOG.info("Prices are estimates for " + estimated.stream().map(Channel::id).collect(Collectors.joining(", "))
					+ ". Set telnyx.otp.money.prices to your own price list, with a default for each channel");
		}
		return this.settings.prices();
	}

	@Bean
	@ConditionalOnMissingBean
	BudgetPolicy telnyxOtpBudgetPolicy() {
		return this.settings.policy();
	}

	@Bean
	@ConditionalOnMissingBean
	BudgetRules telnyxOtpBudgetRules(BudgetPolicy policy, Prices prices) {
		return new BudgetRules(policy, prices);
	}

	@Bean
	@ConditionalOnMissingBean(SpendStore.class)
	InMemorySpendStore telnyxOtpSpendStore(ObjectProvider<InstantSource> clock) {
		return new InMemorySpendStore(clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	Purse telnyxOtpPurse(BudgetRules rules, SpendStore store, KnownNumbers known) {
		return new Purse(rules, store, known);
	}

	/**
	 * The usual memory of phones.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	static class InMemoryStoreConfiguration {

		@Bean
		@ConditionalOnMissingBean(KnownNumbers.class)
		InMemoryKnownNumbers telnyxOtpKnownNumbers(ObjectProvider<InstantSource> clock, TelnyxOtpProperties properties,
				KeyedHash hash) {
			return new InMemoryKnownNumbers(clock.getIfUnique(Clock::systemUTC),
					new LimitSettings(properties).maximumSize(), hash);
		}

	}

}
