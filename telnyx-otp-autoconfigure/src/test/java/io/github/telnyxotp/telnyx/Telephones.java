package io.github.telnyxotp.telnyx;

import java.net.URI;
import java.time.Duration;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpComponentsHttpClientBuilder;

/**
 * Clients wired as the auto-configuration wires them, and the values the tests share.
 */
final class Telephones {

	static final String KEY = "KEY0123456789ABCDEF_secret";

	static final String PROFILE = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

	static final PhoneNumber PHONE = new PhoneNumber("+13125550100");

	static final VerificationId VERIFICATION = new VerificationId("0f8fad5b-d9cb-469f-a165-70867728950e");

	static final String CODE = "739154";

	static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

	static final TelnyxSettings.Limits QUICK = new TelnyxSettings.Limits(Duration.ofMillis(300), 50, 100);

	static final String STARTED = """
			{"data":{"id":"0f8fad5b-d9cb-469f-a165-70867728950e","type":"whatsapp","record_type":"verification",\
			"phone_number":"+13125550100","verify_profile_id":"7c9e6679-7425-40de-944b-e07fc1f90ae7",\
			"custom_code":null,"timeout_secs":300,"status":"pending","created_at":"2026-03-01T10:15:30.123456"}}""";

	static final String ACCEPTED = "{\"data\":{\"phone_number\":\"+13125550100\",\"response_code\":\"accepted\"}}";

	private Telephones() {
	}

	static TelnyxSettings settings(String baseUri) {
		return new TelnyxSettings(URI.create(baseUri), Secret.of(KEY), PROFILE, StartEndpoint.PER_CHANNEL,
				CheckBy.PHONE_NUMBER, TelnyxSettings.Limits.DEFAULT);
	}

	static TelnyxSettings with(TelnyxSettings settings, TelnyxSettings.Limits limits) {
		return new TelnyxSettings(settings.baseUri(), settings.apiKey(), settings.verifyProfileId(),
				settings.startEndpoint(), settings.checkBy(), limits);
	}

	static TelnyxSettings with(TelnyxSettings settings, StartEndpoint startEndpoint) {
		return new TelnyxSettings(settings.baseUri(), settings.apiKey(), settings.verifyProfileId(), startEndpoint,
				settings.checkBy(), settings.limits());
	}

	static TelnyxSettings with(TelnyxSettings settings, CheckBy checkBy) {
		return new TelnyxSettings(settings.baseUri(), settings.apiKey(), settings.verifyProfileId(),
				settings.startEndpoint(), checkBy, settings.limits());
	}

	static HttpTelnyxClient client(TelnyxSettings settings) {
		return new HttpTelnyxClient(http(settings), settings);
	}

	static CloseableHttpClient http(TelnyxSettings settings) {
		return builder(settings).build(HttpClientSettings.defaults().withConnectTimeout(Duration.ofSeconds(2)));
	}

	static HttpComponentsHttpClientBuilder builder(TelnyxSettings settings) {
		return new HttpComponentsHttpClientBuilder().withCustomizer(TelnyxHttp::configure)
			.withConnectionManagerCustomizer((pool) -> TelnyxHttp.configure(pool, settings.limits()))
			.withConnectionConfigCustomizer(TelnyxHttp::configure)
			.withDefaultRequestConfigCustomizer(TelnyxHttp::configure);
	}

}
