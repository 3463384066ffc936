package io.github.telnyxotp.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import io.github.telnyxotp.telnyx.TelnyxClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class PropertiesTests {

	private static final Map<String, String> SECRET = Map.of("telnyx.otp.api-key", "KEY0123456789",
			"telnyx.otp.verify-profile-id", "49000000-0000-4000-8000-000000000001", "telnyx.otp.phone.numbers.alice",
			"+13125550100", "telnyx.otp.secret", "0123456789abcdef0123456789abcdef");

	@Test
	void textShowsNeitherKeyNorNumbers() {
		TelnyxOtpProperties properties = new Binder(new MapConfigurationPropertySource(SECRET))
			.bind("telnyx.otp", TelnyxOtpProperties.class)
			.get();
		assertThat(properties.apiKey()).isEqualTo("KEY0123456789");
		assertThat(properties.toString() + properties.phone() + properties.http()).doesNotContain("KEY0123456789",
				"3125550100", "alice", "0123456789abcdef");
		assertThat(new Settings(properties).keyedHash().toString()).doesNotContain("0123456789abcdef");
		assertThat(new Settings(properties).connection().toString()).doesNotContain("KEY0123456789");
		assertThat(new Settings(properties).telnyx(new Settings(properties).connection()).toString())
			.doesNotContain("KEY0123456789");
	}

	@Test
	void everyPropertyIsDescribed() throws IOException {
		try (InputStream json = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			JsonNode properties = JsonMapper.shared().readTree(json).get("properties");
			assertThat(properties).hasSizeGreaterThan(20).allSatisfy((property) -> {
				String description = property.path("description").asString("");
				assertThat(description).as(property.get("name").asString()).isNotBlank().endsWith(".");
				assertThat(description).doesNotStartWith("The ").doesNotStartWith("A ");
			});
		}
	}

	@Test
	@DisplayName("SEC-49 the SSL bundle that is named is the one that is used")
	void namedBundleIsUsed() {
		SslBundles bundles = Mockito.mock(SslBundles.class);
		Mockito.when(bundles.getBundle("telnyx")).thenThrow(new NoSuchSslBundleException("telnyx", "It is unknown"));
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TelnyxOtpAutoConfiguration.class))
			.withPropertyValues("telnyx.otp.api-key=KEY-test",
					"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001")
			.withBean(SslBundles.class, () -> bundles);
		runner.withPropertyValues("telnyx.otp.http.ssl.bundle=telnyx")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(NoSuchSslBundleException.class));
		runner.run((context) -> assertThat(context).hasSingleBean(TelnyxClient.class));
	}

}
