package io.github.telnyxotp.autoconfigure;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.phonebook.NumberKind;
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
 * @param phone Phone numbers, and where codes may be sent.
 * @param client Address of the client.
 * @param pumping Guard against people who order messages for the sake of their price.
 * @param secondFactor Second factor after another login.
 * @param enrolment Enrolment and change of phone numbers.
 * @param stepUp Fresh codes for sensitive pages.
 * @param rememberedDevice Devices on which people are not asked for a code again.
 * @param login Login by phone alone.
 * @param web Pages and endpoints.
 * @param webhook Endpoint for the webhooks of Telnyx.
 * @param money What messages may cost.
 * @param limits How often something may be done, by name of the limit.
 * @param failures How wrong codes add up across challenges.
 * @param counters Counters of limits and of wrong codes.
 * @param secret Secret of at least 32 bytes under which stores know phones and accounts.
 * Without it a random one for each process. Redis needs it.
 * @param previousSecrets Former secrets, the latest first, under which what was kept
 * before a change is still found.
 * @param store Where challenges, limits and all else is kept.
 * @param redis What is kept in Redis.
 * @since 0.1
 */
@ConfigurationProperties("telnyx.otp")
public record TelnyxOtpProperties(@DefaultValue("true") boolean enabled, @Nullable String apiKey,
		@DefaultValue("https://api.telnyx.com/v2") URI baseUrl, @Nullable String verifyProfileId,
		@DefaultValue("whatsapp,sms,call") List<Channel> channels,
		@DefaultValue Map<String, List<Channel>> channelsByCountry, @Nullable Integer codeLength, @DefaultValue Api api,
		@DefaultValue Http http, @DefaultValue Challenge challenge, @DefaultValue Fallback fallback,
		@DefaultValue Phone phone, @DefaultValue Client client, @DefaultValue Pumping pumping,
		@DefaultValue SecondFactor secondFactor, @DefaultValue Enrolment enrolment, @DefaultValue StepUp stepUp,
		@DefaultValue RememberedDevice rememberedDevice, @DefaultValue Login login, @DefaultValue Web web,
		@DefaultValue Webhook webhook, @DefaultValue Money money, @DefaultValue Map<String, Limit> limits,
		@DefaultValue Failures failures, @DefaultValue Counters counters, @Nullable String secret,
		@DefaultValue List<String> previousSecrets, @DefaultValue("memory") Store store, @DefaultValue Redis redis) {

	/**
	 * Shows neither key nor secret, nor whose phone is whose.
	 */
	@Override
	public String toString() {
		return "TelnyxOtpProperties[baseUrl=" + this.baseUrl + ", channels=" + this.channels + "]";
	}

	/**
	 * Where things are kept.
	 */
	public enum Store {

		/** In the memory of each process. */
		MEMORY,

		/** In Redis, for all processes that use the same. */
		REDIS

	}

	/**
	 * What is kept in Redis.
	 *
	 * @param keyPrefix What each key begins with, without braces.
	 */
	public record Redis(@DefaultValue("telnyx-otp:") String keyPrefix) {
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
	 * Phone numbers, and where codes may be sent.
	 *
	 * @param numbers Phone numbers by user name. Several for one user are separated by
	 * commas, the preferred one first.
	 * @param claim Claim of an OpenID provider that has the phone number. It counts only
	 * while the claim of the same name with _verified behind it is true. Empty to use
	 * none.
	 * @param jdbcQuery SQL query for the phone numbers of a user: one question mark for
	 * the user name, one column with the number, the preferred one first.
	 * @param defaultRegion Two-letter country of numbers that lack their country code.
	 * @param allowedCountries Comma-separated list of the two-letter countries that codes
	 * are sent to. Without it all that the Verify profile allows.
	 * @param deniedCountries Comma-separated list of two-letter countries that no code is
	 * sent to.
	 * @param callCountries Comma-separated list of the two-letter countries that are
	 * called. Without it all that codes are sent to.
	 * @param refusedKinds Comma-separated list of the kinds of numbers that no code is
	 * sent to.
	 * @param deniedPrefixes Comma-separated list of beginnings of numbers that no code is
	 * sent to, with their plus sign.
	 */
	public record Phone(@DefaultValue Map<String, List<String>> numbers, @DefaultValue("phone_number") String claim,
			@Nullable String jdbcQuery, @Nullable String defaultRegion, @DefaultValue List<String> allowedCountries,
			@DefaultValue List<String> deniedCountries, @DefaultValue List<String> callCountries,
			@DefaultValue("premium,shared-cost,toll-free,pager,voip,personal-number,uan,voicemail,satellite") List<NumberKind> refusedKinds,
			@DefaultValue List<String> deniedPrefixes) {

		/**
		 * Does not show the numbers.
		 */
		@Override
		public String toString() {
			return "Phone[numbers=" + this.numbers.size() + ", defaultRegion=" + this.defaultRegion + "]";
		}

	}

	/**
	 * Guard against people who order messages for the sake of their price.
	 *
	 * @param mode How seriously its rules are taken, unless a rule says otherwise.
	 * @param maximumSize Number of countries, prefixes and networks that are kept in
	 * memory. Further ones share one count when it is reached.
	 * @param country Messages to one country whose codes nobody submits.
	 * @param prefix Messages to one prefix, a number without its last four digits, whose
	 * codes nobody submits.
	 * @param network Messages for one client network whose codes nobody submits.
	 * @param sequence Numbers that follow each other closely.
	 * @param spread Countries for which one client network has submitted no right code.
	 * @param conversion Alarm when few codes are submitted.
	 */
	public record Pumping(@DefaultValue("record-only") Mode mode, @DefaultValue("100000") int maximumSize,
			@DefaultValue Budget country, @DefaultValue Budget prefix, @DefaultValue Budget network,
			@DefaultValue Sequence sequence, @DefaultValue Spread spread, @DefaultValue Conversion conversion) {

		/**
		 * Messages whose codes nobody submits.
		 *
		 * @param mode How seriously this rule is taken.
		 * @param dailyFloor Number of messages that may always be open within a day.
		 * @param dailyShare Share of the verified challenges of the best of 14 days, and
		 * of the last 24 hours, that may be open within a day.
		 * @param hourlyFloor Number of messages that may always be open within an hour.
		 * @param hourlyShare Share of a sixth of the best day, and of the verified
		 * challenges of the last hour, that may be open within an hour.
		 */
		public record Budget(@Nullable Mode mode, @Nullable Integer dailyFloor, @Nullable Double dailyShare,
				@Nullable Integer hourlyFloor, @Nullable Double hourlyShare) {
		}

		/**
		 * Numbers that follow each other closely.
		 *
		 * @param mode How seriously this rule is taken.
		 * @param numbers Number of phone numbers that are suspicious.
		 * @param gap Greatest distance between two neighbours.
		 * @param window Time within which they are asked for, at most one hour.
		 */
		public record Sequence(@Nullable Mode mode, @DefaultValue("5") int numbers, @DefaultValue("3") int gap,
				@DefaultValue("10m") Duration window) {
		}

		/**
		 * Countries for which one client network has submitted no right code.
		 *
		 * @param mode How seriously this rule is taken.
		 * @param countries Number of such countries within a day.
		 */
		public record Spread(@Nullable Mode mode, @DefaultValue("3") int countries) {
		}

		/**
		 * Alarm when few codes are submitted.
		 *
		 * @param mode Whether to watch. It is an alarm and refuses nothing.
		 * @param low Share of verified messages below which it alarms.
		 * @param recovered Share from which the alarm is over.
		 * @param samples Number of messages that it needs to judge.
		 */
		public record Conversion(@Nullable Mode mode, @DefaultValue("0.2") double low,
				@DefaultValue("0.4") double recovered, @DefaultValue("10") int samples) {
		}

	}

	/**
	 * Address of the client.
	 *
	 * @param trustedProxies Comma-separated list of addresses and ranges of the proxies
	 * in front of the application. Without one the address of the socket counts.
	 * @param header Header in which these proxies name the client.
	 */
	public record Client(@DefaultValue List<String> trustedProxies,
			@DefaultValue("x-forwarded-for") ClientNetworks.Header header) {
	}

	/**
	 * Second factor after another login.
	 *
	 * @param enabled Whether people who sign in are asked for a code.
	 * @param requiredFor Who is asked.
	 * @param roles Comma-separated list of the roles that are asked, without their prefix
	 * and with all that imply them. Only together with required-for=roles.
	 */
	public record SecondFactor(@DefaultValue("false") boolean enabled, @DefaultValue("all") RequiredFor requiredFor,
			@DefaultValue List<String> roles) {

		/** Who is asked for a code. */
		public enum RequiredFor {

			/** Everybody. */
			ALL,

			/** Who has a phone number. */
			ENROLLED,

			/** Who has one of the roles. */
			ROLES

		}

	}

	/**
	 * Enrolment and change of phone numbers, where the application has a bean of type
	 * PhoneNumberEnrolment.
	 *
	 * @param loginAge Time that may have passed since the sign-in of somebody who enrols
	 * a first number.
	 * @param rest Time after a change within which no action is approved. Needs a bean of
	 * type PhoneNumberHistory.
	 */
	public record Enrolment(@DefaultValue("15m") Duration loginAge, @DefaultValue("0s") Duration rest) {
	}

	/**
	 * Fresh codes for sensitive pages.
	 *
	 * @param rules Where they are demanded.
	 */
	public record StepUp(@DefaultValue List<Rule> rules) {

		/**
		 * One place.
		 *
		 * @param pattern Path of the pages, for example '/transfer/**'.
		 * @param methods Comma-separated list of the HTTP methods. Without it all.
		 * @param maxAge Time that may have passed since the phone was proved.
		 * @param channels Comma-separated list of the channels that count. Without it
		 * all.
		 * @param remembered Whether a remembered device counts as well.
		 */
		public record Rule(String pattern, @DefaultValue List<String> methods, @DefaultValue("5m") Duration maxAge,
				@DefaultValue List<Channel> channels, @DefaultValue("false") boolean remembered) {
		}

	}

	/**
	 * Devices on which people are not asked for a code again.
	 *
	 * @param enabled Whether people can have a device remembered.
	 * @param timeToLive Time from the code until one is asked for again, one day to 365
	 * days.
	 * @param maximumSize Number of devices that are kept in memory. New ones are not
	 * remembered when it is reached.
	 * @param cookieName Name of the cookie. Over TLS it gets the prefix __Host- unless
	 * the application has a context path.
	 */
	public record RememberedDevice(@DefaultValue("false") boolean enabled, @DefaultValue("30d") Duration timeToLive,
			@DefaultValue("100000") int maximumSize, @DefaultValue("otp-device") String cookieName) {
	}

	/**
	 * Login by phone alone.
	 *
	 * @param enabled Whether people can sign in with a code to their phone and no
	 * password.
	 * @param path Path of the page that asks for the number.
	 * @param autoRegister Whether a number that is nobody's gets an account once it is
	 * proved, from the PhoneNumberRegistrar of the application.
	 * @param jdbcQuery SQL query for whose phone it is: one question mark for the number
	 * in E.164 form, one column with the user name.
	 * @param pace Step of time at which codes that are not right are answered, so that
	 * nobody can tell by it whether a number is known.
	 * @param unusedAfter Time without a proof after which a number opens no door. Without
	 * it 180 days. Needs a bean of type PhoneNumberProofs.
	 */
	public record Login(@DefaultValue("false") boolean enabled, @DefaultValue("/login/phone") String path,
			@DefaultValue("false") boolean autoRegister, @Nullable String jdbcQuery,
			@DefaultValue("500ms") Duration pace, @Nullable Duration unusedAfter) {
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

	/**
	 * What messages may cost.
	 *
	 * @param prices Price of one message in US dollars, by channel and two-letter country
	 * or 'default'. Without it estimates.
	 * @param budget Most that may be spent.
	 * @param reserved Percentage of each budget that only known users may spend.
	 * @param steps Steps in which sending degrades.
	 */
	public record Money(@DefaultValue Map<Channel, Map<String, BigDecimal>> prices, @DefaultValue Budget budget,
			@DefaultValue("50") int reserved, @DefaultValue Steps steps) {

		/**
		 * Most that may be spent, in US dollars or 'unlimited'.
		 *
		 * @param hour Most for any 60 minutes. Without it a fifth of the day's.
		 * @param day Most for any 24 hours.
		 */
		public record Budget(@Nullable String hour, @DefaultValue("50") String day) {
		}

		/**
		 * Steps in which sending degrades, each with the percentage of its money that a
		 * lane has spent when the step begins.
		 *
		 * @param cheapestChannel Percentage from which only the cheapest channel is used.
		 * @param knownNumbers Percentage from which only phones are served for which a
		 * code was right before.
		 * @param stop Percentage from which nothing is sent.
		 * @param hysteresis Points by which the percentage must fall below the beginning
		 * of a step before it ends.
		 */
		public record Steps(@DefaultValue("80") int cheapestChannel, @DefaultValue("90") int knownNumbers,
				@DefaultValue("100") int stop, @DefaultValue("10") int hysteresis) {
		}

	}

	/**
	 * How often something may be done. What is not set is as the default of that name
	 * says.
	 *
	 * @param key Whose counter is charged: phone, prefix, country, ip, network, user,
	 * session, global, anonymous, or the name of a bean.
	 * @param limit Number that is granted at once, and then in each window.
	 * @param window Time in which the number comes back.
	 * @param mode How serious the limit is.
	 * @param action What is limited.
	 */
	public record Limit(@Nullable String key, @Nullable Integer limit, @Nullable Duration window, @Nullable Mode mode,
			@Nullable Action action) {
	}

	/**
	 * How wrong codes add up across challenges.
	 *
	 * @param hardStop Number of wrong codes in a row, of one account or one phone, after
	 * which nothing is sent or checked. At most 100.
	 * @param memory Time without wrong codes after which they are forgotten.
	 */
	public record Failures(@DefaultValue("30") int hardStop, @DefaultValue("30d") Duration memory) {
	}

	/**
	 * Counters of limits and of wrong codes.
	 *
	 * @param maximumSize Number of counters of limits, and as many again of wrong codes,
	 * that are kept in memory. What needs new ones is refused when it is reached.
	 */
	public record Counters(@DefaultValue("300000") int maximumSize) {
	}

}
