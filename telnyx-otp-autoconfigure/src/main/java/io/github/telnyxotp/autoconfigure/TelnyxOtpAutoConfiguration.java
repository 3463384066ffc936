package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.DueMoves;
import io.github.telnyxotp.flow.OtpEvents;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.restraint.CountedRestraint;
import io.github.telnyxotp.flow.restraint.Counters;
import io.github.telnyxotp.flow.restraint.PhoneRisk;
import io.github.telnyxotp.flow.restraint.PumpingGuard;
import io.github.telnyxotp.flow.restraint.Purse;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.flow.restraint.RiskRestraint;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.phonebook.PhoneNumberHistory;
import io.github.telnyxotp.phonebook.Phonebooks;
import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.servlet.Origins;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.store.InMemoryReportStore;
import io.github.telnyxotp.store.ReportStore;
import io.github.telnyxotp.telnyx.CircuitTelnyxClient;
import io.github.telnyxotp.telnyx.DeliveryWatch;
import io.github.telnyxotp.telnyx.HttpTelnyxClient;
import io.github.telnyxotp.telnyx.TelnyxCircuits;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.TelnyxHttp;
import io.github.telnyxotp.telnyx.TelnyxSettings;
import org.apache.commons.logging.LogFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.security.core.Authentication;

/**
 * Auto-configuration of what both web stacks share, and of {@link OtpFlow} for
 * applications without one.
 *
 * @since 0.1
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TelnyxOtpProperties.class)
@Import({ KeyedHashConfiguration.class, TelnyxOtpLimitAutoConfiguration.class, TelnyxOtpMoneyAutoConfiguration.class,
		TelnyxOtpPhonebookAutoConfiguration.class, TelnyxOtpPumpingAutoConfiguration.class })
public final class TelnyxOtpAutoConfiguration {

	private static final int DRAIN_SECONDS = 10;

	private final Settings settings;

	private final Function<PhoneNumber, Destination> destinations;

	TelnyxOtpAutoConfiguration(TelnyxOtpProperties properties) {
		this.settings = new Settings(properties);
		this.destinations = new DestinationSettings(properties).destinations();
		this.settings.warnings().forEach(LogFactory.getLog(TelnyxOtpAutoConfiguration.class)::warn);
	}

	@Bean
	@ConditionalOnMissingBean
	Rules telnyxOtpRules() {
		return new Rules(this.settings.policy());
	}

	@Bean
	@ConditionalOnMissingBean
	OtpFlow telnyxOtpFlow(Rules rules, Restraint restraint, ChallengeStore store, TelnyxClient telnyx,
			TelnyxCircuits circuits, @Qualifier("telnyxOtpExecutor") Executor outbox, OtpEvents events,
			@Qualifier("telnyxOtpAdmission") ObjectProvider<Predicate<PhoneNumber>> admission,
			ObjectProvider<PhoneRisk> risk, ObjectProvider<ReportStore> early) {
		PhoneRisk known = risk.getIfAvailable();
		return new OtpFlow(rules, (known != null) ? new RiskRestraint(restraint, known) : restraint, store,
				new CircuitTelnyxClient(telnyx, circuits), outbox, events,
				this.settings.visitors((phone) -> admits(admission, phone)),
				early.getIfUnique(InMemoryReportStore::new));
	}

	/** With a login by phone, nobody is admitted whom nobody knows. */
	private boolean admits(ObjectProvider<Predicate<PhoneNumber>> admission, PhoneNumber phone) {
		Predicate<PhoneNumber> known = admission.getIfAvailable();
		return (known != null) ? known.test(phone) : !this.settings.takesVisitors();
	}

	@Bean
	@ConditionalOnMissingBean(Restraint.class)
	CountedRestraint telnyxOtpRestraint(Counters counters, FailureStore failures, Purse purse, PumpingGuard pumping) {
		return new CountedRestraint(this.destinations, counters, failures, purse, pumping);
	}

	@Bean
	@ConditionalOnMissingBean
	OtpEvents telnyxOtpEvents(DeliveryWatch watch, ApplicationEventPublisher publisher,
			ObjectProvider<InstantSource> clock) {
		return new OtpEvents(watch.andThen(new OtpEventPublisher(publisher)), new OtpAlarmPublisher(publisher),
				(phone) -> this.destinations.apply(phone).country(), clock.getIfUnique(Clock::systemUTC));
	}

	@Bean
	@ConditionalOnMissingBean
	DeliveryWatch telnyxOtpDeliveryWatch() {
		return new DeliveryWatch(System::nanoTime);
	}

	@Bean
	@ConditionalOnMissingBean
	ClientNetworks telnyxOtpClientNetworks(TelnyxOtpProperties properties) {
		TelnyxOtpProperties.Client client = properties.client();
		return Settings.named("telnyx.otp.client.trusted-proxies",
				() -> new ClientNetworks(client.trustedProxies(), client.header()));
	}

	@Bean
	Ticker telnyxOtpTicker(ChallengeStore store, OtpFlow flow) {
		return new Ticker(new DueMoves(store, flow));
	}

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "telnyxOtpExecutor")
	ThreadPoolTaskExecutor telnyxOtpExecutor(TelnyxOtpProperties properties) {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("telnyx-otp-");
		executor.setCorePoolSize(properties.http().maxConnections());
		executor.setMaxPoolSize(properties.http().maxConnections());
		executor.setAllowCoreThreadTimeOut(true);
		executor.setQueueCapacity(properties.http().maxWaiting());
		executor.setDaemon(true);
		executor.setWaitForTasksToCompleteOnShutdown(true);
		executor.setAwaitTerminationSeconds(DRAIN_SECONDS);
		return executor;
	}

	/**
	 * The usual store.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	static class InMemoryStoreConfiguration {

		@Bean
		@ConditionalOnMissingBean(ChallengeStore.class)
		InMemoryChallengeStore telnyxOtpChallengeStore(ObjectProvider<InstantSource> clock,
				TelnyxOtpProperties properties) {
			return new InMemoryChallengeStore(clock.getIfUnique(Clock::systemUTC),
					properties.challenge().maximumSize());
		}

	}

	/**
	 * The usual telephone.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ CloseableHttpClient.class, HttpComponentsHttpClientBuilder.class })
	static class HttpClientConfiguration {

		@Bean
		@ConditionalOnMissingBean({ TelnyxConnectionDetails.class, TelnyxClient.class })
		TelnyxConnectionDetails telnyxOtpConnectionDetails(TelnyxOtpProperties properties) {
			return new Settings(properties).connection();
		}

		@Bean
		@ConditionalOnMissingBean(TelnyxClient.class)
		HttpTelnyxClient telnyxOtpClient(TelnyxConnectionDetails connection, TelnyxOtpProperties properties,
				ObjectProvider<SslBundles> bundles) {
			TelnyxSettings settings = new Settings(properties).telnyx(connection);
			CloseableHttpClient http = new HttpComponentsHttpClientBuilder().withCustomizer(TelnyxHttp::configure)
				.withConnectionManagerCustomizer((pool) -> TelnyxHttp.configure(pool, settings.limits()))
				.withConnectionConfigCustomizer(TelnyxHttp::configure)
				.withDefaultRequestConfigCustomizer(TelnyxHttp::configure)
				.build(transport(properties.http(), bundles));
			return new HttpTelnyxClient(http, settings);
		}

		private static HttpClientSettings transport(TelnyxOtpProperties.Http http, ObjectProvider<SslBundles> bundles) {
			HttpClientSettings settings = HttpClientSettings.defaults()
				.withTimeouts(http.connectTimeout(), http.callTimeout());
			String bundle = http.ssl().bundle();
			return (bundle != null) ? settings.withSslBundle(bundles.getObject().getBundle(bundle)) : settings;
		}

	}

	/**
	 * The usual pause while Telnyx is in trouble.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(CircuitBreaker.class)
	static class CircuitConfiguration {

		@Bean
		@ConditionalOnMissingBean
		TelnyxCircuits telnyxOtpCircuits() {
			return new TelnyxCircuits(System::nanoTime);
		}

	}

	/**
	 * Where requests come from, for our filters and for controllers of the application.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class ServletOriginConfiguration {

		@Bean
		@ConditionalOnMissingBean
		Origins telnyxOtpOrigins(ClientNetworks networks) {
			return new Origins(networks);
		}

	}

	/**
	 * The flow for people who are signed in.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Authentication.class)
	@Import(KeyedHashConfiguration.class)
	static class SecondFactorConfiguration {

		@Bean
		@ConditionalOnMissingBean
		OtpSecondFactor telnyxOtpSecondFactor(OtpFlow flow, Phonebooks phonebooks) {
			return new OtpSecondFactor(flow, phonebooks::find);
		}

		/** Its name is what expressions of an application call it by. */
		@Bean
		@ConditionalOnMissingBean
		OtpAuthorization telnyxOtp(OtpFlow flow, KeyedHash keyedHash, ObjectProvider<InstantSource> clock,
				TelnyxOtpProperties properties, ObjectProvider<PhoneNumberHistory> history) {
			return new OtpAuthorization(flow, keyedHash, clock.getIfUnique(Clock::systemUTC),
					rest(properties.enrolment().rest(), history));
		}

		private static Function<Authentication, Optional<Instant>> rest(Duration rest,
				ObjectProvider<PhoneNumberHistory> history) {
			if (rest.isZero()) {
				return (user) -> Optional.empty();
			}
			if (rest.isNegative() || history.stream().findAny().isEmpty()) {
				throw new TelnyxOtpConfigurationException("telnyx.otp.enrolment.rest",
						"It is set, but nobody knows when a number was changed.",
						"Publish a bean of type io.github.telnyxotp.phonebook.PhoneNumberHistory, or remove the property.");
			}
			// Fetched late: what knows the accounts may itself use the rules
			return (user) -> history.getObject().lastChange(user).map((change) -> change.plus(rest));
		}

	}

}
