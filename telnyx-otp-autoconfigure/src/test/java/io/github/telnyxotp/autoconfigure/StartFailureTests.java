package io.github.telnyxotp.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody reads whose application does not start.
 */
class StartFailureTests {

	private static final String KEY = "KEY0123456789";

	private static final String CREATE_KEY = "Create an API key in the Telnyx portal and set the property, best from the "
			+ "environment variable TELNYX_OTP_APIKEY. For tests and demos without an account add "
			+ "telnyx-otp-spring-boot-starter-test and set telnyx.otp.simulator.enabled=true.";

	private static final String CREATE_PROFILE = "Create a Verify profile in the Telnyx portal and set the property to its id.";

	private static final String BELOW = "Change the property, or what lies below it, accordingly.";

	@Test
	void missingKey() {
		assertFailure(analysis("telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001"),
				"telnyx.otp.api-key", "It is not set. Without it no code can be sent.", CREATE_KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\t" })
	void blankKey(String key) {
		assertFailure(analysis("telnyx.otp.api-key=" + key), "telnyx.otp.api-key",
				"It is not set. Without it no code can be sent.", CREATE_KEY);
	}

	@ParameterizedTest
	@ValueSource(strings = { "YOUR_API_KEY", "your-key", "<key>", "changeme" })
	void placeholderForAKey(String key) {
		FailureAnalysis analysis = analysis("telnyx.otp.api-key=" + key);
		assertFailure(analysis, "telnyx.otp.api-key", "It still has a placeholder for a value.", CREATE_KEY);
	}

	@Test
	void keyThatCannotStandInAHeaderIsNotShown() {
		FailureAnalysis analysis = analysis("telnyx.otp.api-key=" + KEY + " " + KEY,
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001");
		assertFailure(analysis, "telnyx.otp.api-key", "The secret must consist of visible ASCII characters.", BELOW);
	}

	@Test
	void missingProfile() {
		assertFailure(analysis("telnyx.otp.api-key=" + KEY), "telnyx.otp.verify-profile-id",
				"It is not set. Without it no code can be sent.", CREATE_PROFILE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0123456789abcdef0123456789abcde" })
	@DisplayName("SEC-50 a secret that is too short is not shown")
	void secretThatIsTooShort(String secret) {
		FailureAnalysis analysis = complete("telnyx.otp.secret=" + secret);
		assertFailure(analysis, "telnyx.otp.secret", "The secret must have at least 32 bytes.", BELOW);
		assertThat(everything(analysis)).noneMatch((text) -> text.contains("0123456789abcdef"));
	}

	@Test
	@DisplayName("SEC-50 a placeholder for a secret is refused")
	void placeholderForASecret() {
		assertFailure(complete("telnyx.otp.secret=changeme-changeme-changeme-changeme"), "telnyx.otp.secret",
				"It still has a placeholder for a value.", "Set it to a long random text, for example what "
						+ "'openssl rand -base64 32' prints, or remove the property.");
	}

	@Test
	@DisplayName("SEC-49 plain HTTP to another machine")
	void plainHttpToAnotherMachine() {
		assertFailure(complete("telnyx.otp.base-url=http://api.telnyx.com/v2"), "telnyx.otp.base-url",
				"'baseUri' must use https; http is only for the loopback host.", BELOW);
	}

	@Test
	void nobodyHasAPhone() {
		assertFailure(complete("telnyx.otp.second-factor.enabled=true"), "telnyx.otp.phone.numbers",
				"It is empty, and there is no other source of phone numbers, so nobody could sign in.",
				"Set telnyx.otp.phone.numbers.<username> for each user, or telnyx.otp.phone.jdbc-query, or publish "
						+ "a bean of type io.github.telnyxotp.phonebook.Phonebook.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0312555999", "+13125550100,0312555999", "" })
	void badPhoneNumberIsNotShown(String numbers) {
		FailureAnalysis analysis = complete("telnyx.otp.phone.numbers.alice=" + numbers);
		assertFailure(analysis, "telnyx.otp.phone.numbers.alice", "It is not a phone number.",
				"Write the number with its country code, for example +13125550100.");
		assertThat(everything(analysis)).noneMatch((text) -> text.contains("0312555999"));
	}

	@ParameterizedTest
	@DisplayName("SEC-05 a setting out of its range")
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"telnyx.otp.challenge.time-to-live=601s|telnyx.otp.challenge|'timeToLive' must be between one second and ten minutes.",
			"telnyx.otp.challenge.max-attempts=11|telnyx.otp.challenge|'maxAttempts' must be between 1 and 10.",
			"telnyx.otp.code-length=3|telnyx.otp.code-length|'min' and 'max' must satisfy 4 <= min <= max <= 10.",
			"telnyx.otp.code-length=11|telnyx.otp.code-length|'min' and 'max' must satisfy 4 <= min <= max <= 10.",
			"telnyx.otp.http.call-timeout=61s|telnyx.otp.http|'callTimeout' must be more than zero and at most one minute.",
			"telnyx.otp.phone.default-region=Germany|telnyx.otp.phone.default-region|'defaultRegion' must be a two-letter country code in upper case." })
	void settingOutOfItsRange(String setting, String property, String reason) {
		assertFailure(complete(setting), property, reason, BELOW);
	}

	@ParameterizedTest
	@ValueSource(strings = { "login/otp", "/login/otp/", "//evil.example", "/a b", "/login?x", "https://evil.example",
			"/", "/{x}", "/**" })
	void badPath(String path) {
		assertFailure(complete("telnyx.otp.web.path=" + path), "telnyx.otp.web.path", "It is not a path.",
				"Write a path that starts with a slash and does not end with one, for example /login/otp.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "sms,sms" })
	void noChannelOrOneTwice(String channels) {
		assertFailure(complete("telnyx.otp.channels=" + channels), "telnyx.otp.channels",
				"It must name at least one channel, and none twice.",
				"Write a list of whatsapp, sms and call, in the order in which they are to be tried.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "5m", "400s" })
	void waitThatIsNoShorterThanTheLifeOfACode(String wait) {
		assertFailure(complete("telnyx.otp.fallback.wait.whatsapp=" + wait), "telnyx.otp.fallback.wait.whatsapp",
				"It is not shorter than the life of a code, so the next channel would never be tried.",
				"Set it below telnyx.otp.challenge.time-to-live, for example to 25s.");
	}

	@Test
	void orderForACountryThatIsNone() {
		assertFailure(complete("telnyx.otp.channels-by-country.Germany=sms"), "telnyx.otp.channels-by-country",
				"Countries must be two-letter codes in upper case, for example US.", BELOW);
	}

	@Test
	void phoneLoginForNobody() {
		assertFailure(complete("telnyx.otp.login.enabled=true"), "telnyx.otp.login.enabled",
				"It is set, but nobody knows whose phone is whose.",
				"Set telnyx.otp.phone.numbers.<username> for the users of a UserDetailsService, or "
						+ "telnyx.otp.login.jdbc-query, or publish a bean of type io.github.telnyxotp.phonebook.PhoneNumberUserDetailsService.");
	}

	@Test
	void registeringWithoutARegistrar() {
		FailureAnalysis analysis = analysis("telnyx.otp.api-key=" + KEY,
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001", "telnyx.otp.login.enabled=true",
				"telnyx.otp.login.auto-register=true");
		assertFailure(analysis, "telnyx.otp.login.auto-register", "It is set, but nothing opens accounts.",
				"Publish a bean of type io.github.telnyxotp.phonebook.PhoneNumberRegistrar, or remove the property.");
	}

	@Test
	@DisplayName("SEC-40 an age of proofs that nobody knows would be taken for a protection")
	void ageOfProofsThatNobodyKnows() {
		FailureAnalysis analysis = analysis("telnyx.otp.api-key=" + KEY,
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001", "telnyx.otp.login.enabled=true",
				"telnyx.otp.login.unused-after=90d");
		assertFailure(analysis, "telnyx.otp.login.unused-after",
				"It is set, but nobody knows when a number was proved.",
				"Publish a bean of type io.github.telnyxotp.phonebook.PhoneNumberProofs, or remove the property.");
	}

	private static FailureAnalysis complete(String setting) {
		return analysis("telnyx.otp.api-key=" + KEY,
				"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001", setting);
	}

	private static FailureAnalysis analysis(String... settings) {
		List<FailureAnalysis> found = new ArrayList<>();
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(TelnyxOtpAutoConfiguration.class,
					TelnyxOtpPhoneLoginAutoConfiguration.class, TelnyxOtpPhoneSourceAutoConfiguration.class,
					TelnyxOtpServletSecurityAutoConfiguration.class))
			.withPropertyValues(settings)
			.run((context) -> {
				assertThat(context).hasFailed();
				found.add(new TelnyxOtpFailureAnalyzer().analyze(context.getStartupFailure()));
			});
		assertThat(found).doesNotContainNull();
		return found.get(0);
	}

	private static void assertFailure(FailureAnalysis analysis, String property, String reason, String action) {
		assertThat(analysis.getDescription())
			.isEqualToNormalizingNewlines("The property '" + property + "' cannot be used:\n\n    " + reason);
		assertThat(analysis.getAction()).isEqualTo(action);
		assertThat(everything(analysis)).noneMatch((text) -> text.contains(KEY));
	}

	private static List<String> everything(FailureAnalysis analysis) {
		List<String> texts = new ArrayList<>(List.of(analysis.getDescription(), analysis.getAction()));
		for (Throwable each = analysis.getCause(); each != null; each = each.getCause()) {
			texts.add(String.valueOf(each.getMessage()));
		}
		return texts;
	}

}
