package io.github.telnyxotp.autoconfigure;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;

import io.github.telnyxotp.servlet.WebhookFilter;
import io.github.telnyxotp.webhook.Signer;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TelnyxOtpWebhookAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TelnyxOtpWebhookAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(TelnyxOtpAutoConfiguration.class,
			TelnyxOtpWebhookAutoConfiguration.class);

	private static final String[] ACCOUNT = { "telnyx.otp.api-key=KEY-test",
			"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001" };

	private static final String KEYS = "telnyx.otp.webhook.public-keys=";

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withPropertyValues(ACCOUNT);

	@Test
	@DisplayName("SEC-45 the endpoint stands on its path alone, in front of the security chains")
	void standsInFrontOfTheChains() {
		this.servlet.withPropertyValues(KEYS + Signer.PUBLIC_KEY, "telnyx.otp.webhook.path=/hooks/otp")
			.run((context) -> {
				FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
				assertThat(registration.isEnabled()).isTrue();
				assertThat(registration.getFilter()).isInstanceOf(WebhookFilter.class);
				assertThat(registration.getUrlPatterns()).containsExactly("/hooks/otp");
				assertThat(registration.getOrder()).isLessThan(SecurityFilterProperties.DEFAULT_FILTER_ORDER);
				assertThat(registration.determineDispatcherTypes()).isEqualTo(EnumSet.of(DispatcherType.REQUEST));
			});
	}

	@Test
	@DisplayName("SEC-41 without a key there is no endpoint, and one line says so")
	void withoutAKeyThereIsNoEndpoint(CapturedOutput output) {
		this.servlet.run((context) -> {
			FilterRegistrationBean<?> registration = context.getBean(FilterRegistrationBean.class);
			assertThat(registration.isEnabled()).isFalse();
			assertThat(registration.getFilter()).isNotInstanceOf(WebhookFilter.class);
		});
		assertThat(output).containsOnlyOnce("There is no webhook endpoint, since telnyx.otp.webhook.public-keys");
	}

	@Test
	@DisplayName("SEC-41 a key that is none, or with which everybody signs, is refused at start by its property")
	void badKeyIsRefused() {
		for (String key : List.of("dGVzdA==", "not a key", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")) {
			this.servlet.withPropertyValues(KEYS + Signer.PUBLIC_KEY + "," + key)
				.run((context) -> assertThat(context).getFailure()
					.rootCause()
					.isInstanceOf(TelnyxOtpConfigurationException.class)
					.hasMessageStartingWith("Property 'telnyx.otp.webhook.public-keys': A public key ")
					.hasMessageNotContaining(key));
		}
	}

	@Test
	void badPathAndToleranceAreRefused() {
		this.servlet.withPropertyValues(KEYS + Signer.PUBLIC_KEY, "telnyx.otp.webhook.path=hooks/*")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'telnyx.otp.webhook.path': It is not a path."));
		this.servlet.withPropertyValues(KEYS + Signer.PUBLIC_KEY, "telnyx.otp.webhook.tolerance=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'telnyx.otp.webhook': 'tolerance' must be between one second and one hour."));
	}

	@Test
	@DisplayName("SEC-46 keys of the connection come on top of those of the property, each once")
	void keysOfTheConnectionAreUsedToo() {
		this.servlet.withBean(TelnyxConnectionDetails.class, Connection::new)
			.run((context) -> assertThat(context.getBean(FilterRegistrationBean.class).isEnabled()).isTrue());
		this.servlet.withBean(TelnyxConnectionDetails.class, Connection::new)
			.withPropertyValues(KEYS + " " + Signer.PUBLIC_KEY + " ," + Signer.OTHER_PUBLIC_KEY)
			.run((context) -> assertThat(context.getBean(FilterRegistrationBean.class).isEnabled()).isTrue());
	}

	@Test
	void isAbsentWithoutAServerAndWhenSwitchedOff() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues(ACCOUNT)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FilterRegistrationBean.class));
		this.servlet.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FilterRegistrationBean.class));
	}

	/**
	 * A way to Telnyx that brings its key.
	 */
	private static final class Connection implements TelnyxConnectionDetails {

		@Override
		public URI baseUrl() {
			return URI.create("http://127.0.0.1:1/v2");
		}

		@Override
		public String apiKey() {
			return "KEY-test";
		}

		@Override
		public String verifyProfileId() {
			return "49000000-0000-4000-8000-000000000001";
		}

		@Override
		public List<String> webhookPublicKeys() {
			return List.of(Signer.PUBLIC_KEY);
		}

	}

}
