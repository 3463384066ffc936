package io.github.telnyxotp.autoconfigure;

import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.servlet.WebhookFilter;
import io.github.telnyxotp.store.InMemoryMarkStore;
import io.github.telnyxotp.store.MarkStore;
import io.github.telnyxotp.webhook.WebhookCounts;
import io.github.telnyxotp.webhook.WebhookInbox;
import io.github.telnyxotp.webhook.WebhookSignature;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint for webhooks in servlet applications. Without a
 * public key there is none: nothing that is unsigned is ever let in (SEC-41).
 *
 * @since 0.1
 */
@AutoConfiguration(after = TelnyxOtpAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "telnyx.otp.enabled", matchIfMissing = true)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({ FilterRegistrationBean.class, JsonMapper.class, Caffeine.class })
public final class TelnyxOtpWebhookAutoConfiguration {

	private final Settings settings;

	TelnyxOtpWebhookAutoConfiguration(TelnyxOtpProperties properties) {
		this.settings = new Settings(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	WebhookCounts telnyxOtpWebhookCounts() {
		return new WebhookCounts();
	}

	@Bean
	FilterRegistrationBean<Filter> telnyxOtpWebhook(ObjectProvider<TelnyxConnectionDetails> details, OtpFlow flow,
			WebhookCounts counts, ObjectProvider<InstantSource> clock, ObjectProvider<MarkStore> marks) {
		InstantSource time = clock.getIfUnique(Clock::systemUTC);
		Optional<WebhookSignature> signature = this.settings.webhookSignature(publicKeys(details), time);
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>();
		registration.setName("telnyxOtpWebhook");
		registration.setUrlPatterns(List.of(this.settings.webhookPath()));
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
		registration.setEnabled(signature.isPresent());
		registration.setFilter(signature
			.<Filter>map((present) -> new WebhookFilter(new WebhookInbox(present, profileId(details), flow, counts,
					time, marks.getIfUnique(() -> new InMemoryMarkStore(time)))))
			.orElseGet(TelnyxOtpWebhookAutoConfiguration::absent));
		return registration;
	}

	private String profileId(ObjectProvider<TelnyxConnectionDetails> details) {
		TelnyxConnectionDetails connection = details.getIfAvailable();
		return (connection != null) ? connection.verifyProfileId() : this.settings.verifyProfileId();
	}

	/** An application with a client of its own may do without our connection. */
	private static List<String> publicKeys(ObjectProvider<TelnyxConnectionDetails> details) {
		TelnyxConnectionDetails connection = details.getIfAvailable();
		return (connection != null) ? connection.webhookPublicKeys() : List.of();
	}

	/** Is not registered; and if somebody did, it would not be noticed. */
	private static Filter absent() {
		LogFactory.getLog(TelnyxOtpWebhookAutoConfiguration.class)
			.info("There is no webhook endpoint, since telnyx.otp.webhook.public-keys is not set. Messages that do not "
					+ "arrive are followed by time alone");
		return (request, response, chain) -> chain.doFilter(request, response);
	}

}
