package io.github.telnyxotp.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.telnyx.CheckBy;
import io.github.telnyxotp.telnyx.StartEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Settings of one-time codes by phone.
 *
 * @param enabled Whether one-time codes by phone are configured at all.
 * @param apiKey API key of the Telnyx account.
 * @param baseUrl Address of the Telnyx API, up to and including its version.
 * @param verifyProfileId Id of the Verify profile that sends and checks codes.
 * @param channels Comma-separated list of channels to try, in order.
 * @param channelsByCountry Channels to try, in order, by two-letter country code of the
 * phone.
 * @param codeLength Number of digits that the Verify profile is set to. Without it, codes
 * of 4 to 10 digits are taken.
 * @param api Operations of the API.
 * @param http Connection to the API.
 * @param challenge Life of a challenge.
 * @param fallback Automatic move to the next channel.
 * @param phone Sources of phone numbers.
 * @param secondFactor Second factor after another login.
 * @param web Pages and endpoints.
 * @param webhook Endpoint for the webhooks of Telnyx.
 * @since 0.1
 */
@ConfigurationProperties("telnyx.otp")
public record TelnyxOtpProperties(@DefaultValue("true") boolean enabled, @Nullable String apiKey,
		@DefaultValue("https://api.telnyx.com/v2") URI baseUrl, @Nullable String verifyProfileId,
		@DefaultValue("whatsapp,sms,call") List<Channel> channels,
		@DefaultValue Map<String, List<Channel>> channelsByCountry, @Nullable Integer codeLength, @DefaultValue Api api,
		@DefaultValue Http http, @DefaultValue Challenge challenge, @DefaultValue Fallback fallback,
		@DefaultValue Phone phone, @DefaultValue SecondFactor secondFactor, @DefaultValue Web web,
		@DefaultValue Webhook webhook) {

	/**
	 * Does not show the key, nor whose phone is whose.
	 */
	@Override
	public String toString() {
		return "TelnyxOtpProperties[baseUrl=" + this.baseUrl + ", channels=" + this.channels + "]";
	}

	/**
	 * Operations of the API.
	 *
	 * @param startEndpoint Operation that orders a message.
	 * @param checkBy What a submitted code is compared with.
	 */
	public record Api(@DefaultValue("auto") StartEndpoint startEndpoint,
			@DefaultValue("phone-number") CheckBy checkBy) {
	}

	/**
	 * Connection to the API.
	 *
	 * @param connectTimeout Time to establish a connection.
	 * @param callTimeout Time for one whole call, from waiting for a connection to the
	 * last byte of the answer.
	 * @param maxConnections Number of connections that may be open at once.
	 * @param maxWaiting Number of callers that may wait for a connection.
	 * @param ssl Trust and keys.
	 */
	public record Http(@DefaultValue("2s") Duration connectTimeout, @DefaultValue("5s") Duration callTimeout,
			@DefaultValue("50") int maxConnections, @DefaultValue("100") int maxWaiting, @DefaultValue Ssl ssl) {

		/**
		 * Trust and keys.
		 *
		 * @param bundle Name of the SSL bundle to use.
		 */
		public record Ssl(@Nullable String bundle) {
		}

	}

	/**
	 * Life of a challenge.
	 *
	 * @param timeToLive Time within which a code must be submitted, at most ten minutes.
	 * @param maxAttempts Number of codes that may be submitted for one challenge.
	 * @param maxSends Number of messages that may be sent for one challenge.
	 * @param resendCooldown Pause after the first message. It doubles after each further
	 * one, up to four times its length.
	 * @param maximumSize Number of challenges that are kept in memory. New ones are
	 * refused when it is reached.
	 */
	public record Challenge(@DefaultValue("5m") Duration timeToLive, @DefaultValue("5") int maxAttempts,
			@DefaultValue("5") int maxSends, @DefaultValue("30s") Duration resendCooldown,
			@DefaultValue("100000") int maximumSize) {
	}

	/**
	 * Automatic move to the next channel.
	 *
	 * @param waits Time that a channel may take to deliver, by channel, before the next
	 * one is tried. Without it 25 seconds for WhatsApp, 40 for SMS and 60 for a call.
	 */
	public record Fallback(@Name("wait") @DefaultValue Map<Channel, Duration> waits) {
	}

	/**
	 * Sources of phone numbers.
	 *
	 * @param numbers Phone numbers by user name.
	 * @param defaultRegion Two-letter country of numbers that lack their country code.
	 */
	public record Phone(@DefaultValue Map<String, String> numbers, @Nullable String defaultRegion) {

		/**
		 * Does not show the numbers.
		 */
		@Override
		public String toString() {
			return "Phone[numbers=" + this.numbers.size() + ", defaultRegion=" + this.defaultRegion + "]";
		}

	}

	/**
	 * Second factor after another login.
	 *
	 * @param enabled Whether everybody who signs in is asked for a code.
	 */
	public record SecondFactor(@DefaultValue("false") boolean enabled) {
	}

	/**
	 * Pages and endpoints.
	 *
	 * @param path Path of the code page. Other endpoints lie below it.
	 * @param name Name of the application as the code page shows it.
	 */
	public record Web(@DefaultValue("/login/otp") String path, @Nullable String name) {
	}

	/**
	 * Endpoint for the webhooks of Telnyx.
	 *
	 * @param path Path of the endpoint.
	 * @param publicKeys Comma-separated list of public keys of the Telnyx account, as the
	 * portal shows them. Without one there is no endpoint.
	 * @param tolerance Age that a webhook may have, and time by which it may be ahead.
	 */
	public record Webhook(@DefaultValue("/telnyx/webhooks/verify") String path, @DefaultValue List<String> publicKeys,
			@DefaultValue("300s") Duration tolerance) {
	}

}
