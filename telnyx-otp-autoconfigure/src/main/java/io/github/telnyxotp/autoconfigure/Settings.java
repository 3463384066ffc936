package io.github.telnyxotp.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.device.DeviceRules;
import io.github.telnyxotp.flow.Visitors;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.StepUp;
import io.github.telnyxotp.web.OtpLoginSettings;
import io.github.telnyxotp.web.StepUpRule;
import io.github.telnyxotp.telnyx.Secret;
import io.github.telnyxotp.telnyx.TelnyxSettings;
import io.github.telnyxotp.webhook.WebhookPublicKey;
import io.github.telnyxotp.webhook.WebhookSignature;
import org.jspecify.annotations.Nullable;

/**
 * Turns properties into the values of the rooms, and names the property when that fails.
 */
final class Settings {

	private static final List<String> PLACEHOLDERS = List.of("your_", "your-", "changeme", "<", "${");

	private static final String CREATE_PROFILE = "Create a Verify profile in the Telnyx portal and set the property to "
			+ "its id.";

	private static final int SHORTEST_SAFE_CODE = 6;

	private static final Map<Channel, Duration> USUAL_WAITS = Map.of(Channel.WHATSAPP, Duration.ofSeconds(25),
			Channel.SMS, Duration.ofSeconds(40), Channel.CALL, Duration.ofSeconds(60));

	private final TelnyxOtpProperties properties;

	Settings(TelnyxOtpProperties properties) {
		this.properties = properties;
	}

	Policy policy() {
		TelnyxOtpProperties.Challenge challenge = this.properties.challenge();
		return named("telnyx.otp.challenge", () -> new Policy(challenge.timeToLive(), challenge.maxAttempts(),
				challenge.maxSends(), challenge.resendCooldown(), waits()));
	}

	/**
	 * How long each channel may take: as long as its messages usually do, and a little.
	 */
	private Map<Channel, Duration> waits() {
		Map<Channel, Duration> waits = new EnumMap<>(USUAL_WAITS);
		waits.putAll(this.properties.fallback().waits());
		waits.forEach((channel, wait) -> {
			if (wait.compareTo(this.properties.challenge().timeToLive()) >= 0
					&& this.properties.fallback().waits().containsKey(channel)) {
				throw new TelnyxOtpConfigurationException("telnyx.otp.fallback.wait." + channel.id(),
						"It is not shorter than the life of a code, so the next channel would never be tried.",
						"Set it below telnyx.otp.challenge.time-to-live, for example to 25s.");
			}
		});
		return waits;
	}

	/** Settings that work, but hardly as they were meant. */
	List<String> warnings() {
		List<String> warnings = new ArrayList<>();
		Integer length = this.properties.codeLength();
		if (length != null && length < SHORTEST_SAFE_CODE) {
			warnings.add("telnyx.otp.code-length=" + length
					+ ": codes of fewer than 6 digits are guessed more easily than NIST SP 800-63B allows. "
					+ "Set the Verify profile and this property to 6 or more");
		}
		boolean alone = Stream
			.concat(Stream.of(this.properties.channels()), this.properties.channelsByCountry().values().stream())
			.allMatch((order) -> order.size() == 1);
		if (alone && !this.properties.fallback().waits().isEmpty()) {
			warnings.add("telnyx.otp.fallback.wait is set, but there is only one channel and none to fall back to. "
					+ "Add a channel to telnyx.otp.channels or remove the property");
		}
		new DestinationSettings(this.properties).warning().ifPresent(warnings::add);
		return warnings;
	}

	CodeFormat codeFormat() {
		Integer length = this.properties.codeLength();
		return (length == null) ? CodeFormat.ANY
				: named("telnyx.otp.code-length", () -> new CodeFormat(length, length));
	}

	OtpLoginSettings login() {
		String path = path("telnyx.otp.web.path", this.properties.web().path());
		return new OtpLoginSettings(path, codeFormat(), this.properties.web().name(),
				this.properties.secondFactor().enabled(), phoneLogin(), stepUp(), deviceCookie());
	}

	/** A list that nobody looks at would be taken for a protection. */
	List<String> secondFactorRoles() {
		TelnyxOtpProperties.SecondFactor secondFactor = this.properties.secondFactor();
		boolean wanted = secondFactor.requiredFor() == TelnyxOtpProperties.SecondFactor.RequiredFor.ROLES;
		if (wanted == secondFactor.roles().isEmpty()) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.second-factor.roles",
					wanted ? "It is not set, so nobody would be asked for a code."
							: "It is set, but who is asked for a code is not decided by roles.",
					"Set the property together with telnyx.otp.second-factor.required-for=roles, or neither.");
		}
		return secondFactor.roles();
	}

	private List<StepUpRule> stepUp() {
		return this.properties.stepUp().rules().stream().map(this::stepUp).toList();
	}

	private StepUpRule stepUp(TelnyxOtpProperties.StepUp.Rule rule) {
		Set<String> methods = rule.methods()
			.stream()
			.map((method) -> method.toUpperCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		StepUp demand = named("telnyx.otp.step-up.rules",
				() -> new StepUp(rule.maxAge(), Set.copyOf(rule.channels()), rule.remembered(), null));
		return named("telnyx.otp.step-up.rules", () -> StepUpRule.of(rule.pattern(), methods, demand));
	}

	private @Nullable String phoneLogin() {
		TelnyxOtpProperties.Login login = this.properties.login();
		return login.enabled() ? path("telnyx.otp.login.path", login.path()) : null;
	}

	private @Nullable String deviceCookie() {
		TelnyxOtpProperties.RememberedDevice device = this.properties.rememberedDevice();
		if (device.enabled() && !device.cookieName().matches("[A-Za-z0-9_-]{1,64}")) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.remembered-device.cookie-name",
					"It is not the name of a cookie.", "Use 1 to 64 letters, digits, hyphens and underscores.");
		}
		return device.enabled() ? device.cookieName() : null;
	}

	DeviceRules deviceRules() {
		return named("telnyx.otp.remembered-device.time-to-live",
				() -> new DeviceRules(this.properties.rememberedDevice().timeToLive()));
	}

	Visitors visitors(Predicate<PhoneNumber> admitted) {
		return named("telnyx.otp.login.pace", () -> new Visitors(admitted, this.properties.login().pace()));
	}

	TelnyxConnectionDetails connection() {
		String key = required("telnyx.otp.api-key", this.properties.apiKey(),
				"Create an API key in the Telnyx portal and set the property, best from the environment variable "
						+ "TELNYX_OTP_APIKEY. For tests and demos without an account add "
						+ "telnyx-otp-spring-boot-starter-test and set telnyx.otp.simulator.enabled=true.");
		return new PropertiesConnectionDetails(this.properties.baseUrl(), key, verifyProfileId());
	}

	boolean takesVisitors() {
		return this.properties.login().enabled();
	}

	String verifyProfileId() {
		String profile = required("telnyx.otp.verify-profile-id", this.properties.verifyProfileId(), CREATE_PROFILE);
		if (!VerificationId.isValid(profile)) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.verify-profile-id", "It is not a UUID.",
					CREATE_PROFILE);
		}
		return profile;
	}

	TelnyxSettings telnyx(TelnyxConnectionDetails connection) {
		TelnyxOtpProperties.Http http = this.properties.http();
		named("telnyx.otp.api-key", () -> Secret.of(connection.apiKey()));
		// Asked anew for every call, so that a key can be changed without a restart
		Secret key = Secret.from(connection::apiKey);
		TelnyxSettings.Limits limits = named("telnyx.otp.http",
				() -> new TelnyxSettings.Limits(http.callTimeout(), http.maxConnections(), http.maxWaiting()));
		return named("telnyx.otp.base-url",
				() -> new TelnyxSettings(connection.baseUrl(), key, connection.verifyProfileId(),
						this.properties.api().startEndpoint(), this.properties.api().checkBy(), limits));
	}

	/** Under a key of this process if none is set: memory lasts no longer. */
	KeyedHash keyedHash() {
		String secret = this.properties.secret();
		return (secret == null) ? KeyedHash.random() : named("telnyx.otp.secret", () -> KeyedHash.of(secrets(secret)));
	}

	/** Nodes with secrets of their own would not find what others keep. */
	Sealer sealer() {
		String secret = this.properties.secret();
		if (secret == null) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.secret",
					"It is not set. With telnyx.otp.store=redis all nodes need the same.",
					"Set it on every node to one long random text, for example what 'openssl rand -base64 32' prints.");
		}
		return named("telnyx.otp.secret", () -> Sealer.of(secrets(secret)));
	}

	/** The newest first. */
	private String[] secrets(String secret) {
		String newest = filled("telnyx.otp.secret", secret, "Set it to a long random text, for "
				+ "example what 'openssl rand -base64 32' prints, or remove the property.");
		return Stream.concat(Stream.of(newest), this.properties.previousSecrets().stream().map(String::strip))
			.distinct()
			.toArray(String[]::new);
	}

	String webhookPath() {
		return path("telnyx.otp.webhook.path", this.properties.webhook().path());
	}

	/** Nothing if there is no key: then nobody can sign, and there is no endpoint. */
	Optional<WebhookSignature> webhookSignature(List<String> publicKeys, InstantSource clock) {
		List<String> keys = Stream.concat(this.properties.webhook().publicKeys().stream(), publicKeys.stream())
			.map(String::strip)
			.distinct()
			.toList();
		if (keys.isEmpty()) {
			return Optional.empty();
		}
		List<WebhookPublicKey> usable = named("telnyx.otp.webhook.public-keys",
				() -> keys.stream().map(WebhookPublicKey::of).toList());
		return Optional.of(named("telnyx.otp.webhook",
				() -> new WebhookSignature(usable, this.properties.webhook().tolerance(), clock)));
	}

	PhoneNumberParser phoneNumbers() {
		return named("telnyx.otp.phone.default-region",
				() -> new PhoneNumberParser(this.properties.phone().defaultRegion()));
	}

	Map<String, List<PhoneNumber>> phones() {
		PhoneNumberParser parser = phoneNumbers();
		Map<String, List<PhoneNumber>> phones = new LinkedHashMap<>();
		this.properties.phone().numbers().forEach((user, numbers) -> {
			List<PhoneNumber> read = numbers.stream().map(parser::parse).flatMap(Optional::stream).toList();
			if (read.isEmpty() || read.size() < numbers.size()) {
				throw new TelnyxOtpConfigurationException("telnyx.otp.phone.numbers." + user,
						"It is not a phone number.",
						"Write the number with its country code, for example +13125550100.");
			}
			phones.put(user, read);
		});
		return phones;
	}

	private static String path(String property, String path) {
		if (!path.matches("/[A-Za-z0-9._~/-]*[A-Za-z0-9._~-]") || path.contains("//")) {
			throw new TelnyxOtpConfigurationException(property, "It is not a path.",
					"Write a path that starts with a slash and does not end with one, for example /login/otp.");
		}
		return path;
	}

	private static String required(String property, @Nullable String value, String action) {
		if (value == null || value.isBlank()) {
			throw new TelnyxOtpConfigurationException(property, "It is not set. Without it no code can be sent.",
					action);
		}
		return filled(property, value, action);
	}

	private static String filled(String property, String value, String action) {
		String start = value.strip().toLowerCase(Locale.ROOT);
		if (PLACEHOLDERS.stream().anyMatch(start::startsWith)) {
			throw new TelnyxOtpConfigurationException(property, "It still has a placeholder for a value.", action);
		}
		return value.strip();
	}

	static <T> T named(String property, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new TelnyxOtpConfigurationException(property, ex.getMessage() + ".",
					"Change the property, or what lies below it, accordingly.");
		}
	}

	/**
	 * What the properties say.
	 *
	 * @param baseUrl address
	 * @param apiKey key
	 * @param verifyProfileId profile
	 */
	private record PropertiesConnectionDetails(URI baseUrl, String apiKey,
			String verifyProfileId) implements TelnyxConnectionDetails {

		/**
		 * Does not show the key.
		 */
		@Override
		public String toString() {
			return "PropertiesConnectionDetails[baseUrl=" + this.baseUrl + "]";
		}

	}

}
