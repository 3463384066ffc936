package io.github.telnyxotp.autoconfigure;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.telnyxotp.limit.pumping.Budget;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.pumping.PumpingPolicy;
import io.github.telnyxotp.limit.pumping.PumpingRule;
import org.jspecify.annotations.Nullable;

/**
 * Turns the properties of the guard against pumping into its policy, and names the
 * property when that fails.
 */
final class PumpingSettings {

	private static final String PREFIX = "telnyx.otp.pumping.";

	private final TelnyxOtpProperties.Pumping properties;

	PumpingSettings(TelnyxOtpProperties.Pumping properties) {
		this.properties = properties;
	}

	PumpingPolicy policy() {
		TelnyxOtpProperties.Pumping.Sequence sequence = this.properties.sequence();
		TelnyxOtpProperties.Pumping.Conversion conversion = this.properties.conversion();
		PumpingPolicy usual = PumpingPolicy.USUAL;
		Budget country = budget("country", this.properties.country(), usual.country());
		Budget prefix = budget("prefix", this.properties.prefix(), usual.prefix());
		Budget network = budget("network", this.properties.network(), usual.network());
		PumpingPolicy.Sequence numbers = named("sequence",
				() -> new PumpingPolicy.Sequence(sequence.numbers(), sequence.gap(), sequence.window()));
		PumpingPolicy.Conversion alarm = named("conversion",
				() -> new PumpingPolicy.Conversion(conversion.low(), conversion.recovered(), conversion.samples()));
		return named("spread", () -> new PumpingPolicy(modes(), country, prefix, network, numbers,
				this.properties.spread().countries(), alarm));
	}

	int maximumSize() {
		if (this.properties.maximumSize() < 1) {
			throw new TelnyxOtpConfigurationException(PREFIX + "maximum-size", "It must be at least 1.",
					"Set it to the number of countries, prefixes and networks to remember, for example to 100000.");
		}
		return this.properties.maximumSize();
	}

	private Map<PumpingRule, Mode> modes() {
		if (this.properties.conversion().mode() == Mode.ENFORCE) {
			throw new TelnyxOtpConfigurationException(PREFIX + "conversion.mode",
					"The rule is an alarm and refuses nothing.", "Set it to record-only or to off.");
		}
		Map<PumpingRule, Mode> modes = new EnumMap<>(PumpingRule.class);
		modes.put(PumpingRule.COUNTRY, mode(this.properties.country().mode()));
		modes.put(PumpingRule.PREFIX, mode(this.properties.prefix().mode()));
		modes.put(PumpingRule.NETWORK, mode(this.properties.network().mode()));
		modes.put(PumpingRule.SEQUENCE, mode(this.properties.sequence().mode()));
		modes.put(PumpingRule.SPREAD, mode(this.properties.spread().mode()));
		modes.put(PumpingRule.CONVERSION, mode(this.properties.conversion().mode()));
		return modes;
	}

	private Mode mode(@Nullable Mode own) {
		return (own != null) ? own : this.properties.mode();
	}

	private static Budget budget(String rule, TelnyxOtpProperties.Pumping.Budget own, Budget usual) {
		Integer dailyFloor = own.dailyFloor();
		Double dailyShare = own.dailyShare();
		Integer hourlyFloor = own.hourlyFloor();
		Double hourlyShare = own.hourlyShare();
		return named(rule,
				() -> new Budget((dailyFloor != null) ? dailyFloor : usual.dailyFloor(),
						(dailyShare != null) ? dailyShare : usual.dailyShare(),
						(hourlyFloor != null) ? hourlyFloor : usual.hourlyFloor(),
						(hourlyShare != null) ? hourlyShare : usual.hourlyShare()));
	}

	private static <T> T named(String rule, Supplier<T> value) {
		try {
			return value.get();
		}
		catch (IllegalArgumentException ex) {
			throw new TelnyxOtpConfigurationException(PREFIX + rule, ex.getMessage() + ".",
					"Change what lies below the property accordingly.");
		}
	}

}
