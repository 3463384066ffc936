package io.github.telnyxotp.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.limit.money.BudgetPolicy;
import io.github.telnyxotp.limit.money.Money;
import io.github.telnyxotp.limit.money.Period;
import io.github.telnyxotp.limit.money.Prices;
import org.jspecify.annotations.Nullable;

/**
 * Turns the properties about money into values, and names the property when that fails.
 */
final class MoneySettings {

	static final String ESTIMATES = "estimated-prices.properties";

	private static final String PREFIX = "telnyx.otp.money.";

	private static final String UNLIMITED = "unlimited";

	/** The hour's part of a day's budget, in percent, where nothing else is said. */
	private static final int USUAL_HOUR = 20;

	private final TelnyxOtpProperties.Money properties;

	MoneySettings(TelnyxOtpProperties properties) {
		this.properties = properties.money();
	}

	BudgetPolicy policy() {
		TelnyxOtpProperties.Money.Steps steps = this.properties.steps();
		BudgetPolicy.Thresholds thresholds = named("steps",
				"Write percentages that do not fall, for example 80, 90 and 100, and a hysteresis of 10.",
				() -> new BudgetPolicy.Thresholds(steps.cheapestChannel(), steps.knownNumbers(), steps.stop(),
						steps.hysteresis()));
		Map<Period, Money> budgets = budgets();
		return named("reserved", "Write a whole number between 0 and 100, for example 50.",
				() -> new BudgetPolicy(budgets, this.properties.reserved(), thresholds));
	}

	/** Ours for the channels and countries of which the application says nothing. */
	Prices prices() {
		Map<Channel, Map<String, Money>> table = estimates();
		this.properties.prices().forEach((channel, byCountry) -> {
			Map<String, Money> theirs = new HashMap<>();
			byCountry
				.forEach((country, price) -> theirs.put(country(channel, country), price(channel, country, price)));
			// Who says what all other countries cost has a whole list
			Map<String, Money> ours = theirs.containsKey(Prices.DEFAULT) ? Map.of()
					: table.getOrDefault(channel, Map.of());
			Map<String, Money> both = new HashMap<>(ours);
			both.putAll(theirs);
			table.put(channel, both);
		});
		return new Prices(table);
	}

	/** The channels that cost in some country what we guess. */
	List<Channel> estimated() {
		return Arrays.stream(Channel.values())
			.filter((channel) -> this.properties.prices()
				.getOrDefault(channel, Map.of())
				.keySet()
				.stream()
				.noneMatch(Prices.DEFAULT::equalsIgnoreCase))
			.toList();
	}

	private Map<Period, Money> budgets() {
		Map<Period, Money> budgets = new EnumMap<>(Period.class);
		Money day = budget("budget.day", this.properties.budget().day());
		Money hour = budget("budget.hour", this.properties.budget().hour());
		if (day != null) {
			budgets.put(Period.DAY, day);
		}
		if (hour != null) {
			budgets.put(Period.HOUR, hour);
		}
		else if (day != null && this.properties.budget().hour() == null) {
			budgets.put(Period.HOUR, day.percent(USUAL_HOUR));
		}
		if (day != null && hour != null && hour.compareTo(day) > 0) {
			throw new TelnyxOtpConfigurationException(PREFIX + "budget.hour",
					"It is more than telnyx.otp.money.budget.day, so it would never matter.",
					"Set it to a part of the day's budget, or to unlimited.");
		}
		return budgets;
	}

	private static @Nullable Money budget(String property, @Nullable String value) {
		if (value == null || UNLIMITED.equals(value.strip().toLowerCase(Locale.ROOT))) {
			return null;
		}
		String action = "Write an amount of US dollars of a cent or more, for example 50 or 12.50. "
				+ "Write unlimited if there is to be no budget.";
		Money budget = named(property, action, () -> Money.of(value.strip()));
		if (budget.compareTo(Money.of("0.01")) < 0) {
			throw new TelnyxOtpConfigurationException(PREFIX + property, "Nothing could be sent with so little.",
					action);
		}
		return budget;
	}

	private static Money price(Channel channel, String country, BigDecimal dollars) {
		String property = "prices." + channel.id() + "." + country;
		String action = "Write an amount of US dollars that is more than zero, for example 0.05.";
		Money price = named(property, action, () -> Money.of(dollars));
		if (price.equals(Money.ZERO)) {
			throw new TelnyxOtpConfigurationException(PREFIX + property,
					"It is zero, so no budget would ever be used up.", action);
		}
		return price;
	}

	private static String country(Channel channel, String country) {
		String name = country.toUpperCase(Locale.ROOT);
		// Telephony knows four codes that are no countries of ISO 3166, or none at all
		Set<String> names = new HashSet<>(Set.of(Prices.DEFAULT, "AC", "TA", "XK", "ZZ"));
		names.addAll(Arrays.asList(Locale.getISOCountries()));
		if (!names.contains(name)) {
			throw new TelnyxOtpConfigurationException(PREFIX + "prices." + channel.id() + "." + country,
					"There is no such country.",
					"Write a two-letter country code, for example US or GB, or default for all other countries.");
		}
		return name;
	}

	private static Map<Channel, Map<String, Money>> estimates() {
		Properties lines = new Properties();
		try (InputStream stream = MoneySettings.class.getResourceAsStream(ESTIMATES)) {
			lines.load(Objects.requireNonNull(stream, ESTIMATES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<Channel, Map<String, Money>> table = new EnumMap<>(Channel.class);
		lines.stringPropertyNames().forEach((line) -> {
			String[] place = line.toUpperCase(Locale.ROOT).split("\\.");
			table.computeIfAbsent(Channel.valueOf(place[0]), (channel) -> new HashMap<>())
				.put(place[1], Money.of(lines.getProperty(line)));
		});
		return table;
	}

	private static <T> T named(String property, String action, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new TelnyxOtpConfigurationException(PREFIX + property, ex.getMessage() + ".", action);
		}
	}

}
