package io.github.telnyxotp.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.LimitKey;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import org.jspecify.annotations.Nullable;

/**
 * Turns properties into limits, and names the property when that fails.
 */
final class LimitSettings {

	private static final String LIMITS = "telnyx.otp.limits.";

	private static final String STANDARD = Arrays.stream(StandardKey.values())
		.map(StandardKey::id)
		.collect(Collectors.joining(", "));

	/** For one account with one phone. */
	private static final int FEWEST_COUNTERS = 3;

	private final TelnyxOtpProperties properties;

	LimitSettings(TelnyxOtpProperties properties) {
		this.properties = properties;
	}

	/** The defaults, changed by name, and then what is new. */
	Limits limits(Map<String, LimitKey> beans) {
		Map<String, Limit> all = new LinkedHashMap<>();
		Limits.defaults().forEach((limit) -> all.put(limit.name(), limit));
		this.properties.limits()
			.forEach((name, set) -> all.compute(name, (same, usual) -> limit(same, usual, set, beans)));
		return new Limits(new ArrayList<>(all.values()));
	}

	FailureRules failures() {
		TelnyxOtpProperties.Failures failures = this.properties.failures();
		try {
			return new FailureRules(failures.hardStop(), failures.memory());
		}
		catch (IllegalArgumentException ex) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.failures", ex.getMessage() + ".",
					"Set telnyx.otp.failures.hard-stop and telnyx.otp.failures.memory accordingly.");
		}
	}

	int maximumSize() {
		int size = this.properties.counters().maximumSize();
		if (size < FEWEST_COUNTERS) {
			throw new TelnyxOtpConfigurationException("telnyx.otp.counters.maximum-size",
					"With fewer than 3 counters nobody could sign in.",
					"Set it to about ten times the number of phones that are in use within a day.");
		}
		return size;
	}

	private static Limit limit(String name, @Nullable Limit usual, TelnyxOtpProperties.Limit set,
			Map<String, LimitKey> beans) {
		try {
			return new Limit(name, given(name, "action", set.action(), (usual != null) ? usual.action() : null),
					key(name, set.key(), usual, beans),
					given(name, "limit", set.limit(), (usual != null) ? usual.limit() : null),
					given(name, "window", set.window(), (usual != null) ? usual.window() : null),
					given(name, "mode", set.mode(), (usual != null) ? usual.mode() : Mode.ENFORCE));
		}
		catch (IllegalArgumentException ex) {
			throw new TelnyxOtpConfigurationException(LIMITS + name, ex.getMessage() + ".",
					"Change the property, or what lies below it, accordingly.");
		}
	}

	private static LimitKey key(String name, @Nullable String set, @Nullable Limit usual, Map<String, LimitKey> beans) {
		LimitKey bean = (set != null) ? beans.get(set) : null;
		LimitKey named = (set != null) ? StandardKey.find(set).map(LimitKey.class::cast).orElse(bean) : null;
		if (set != null && named == null) {
			throw new TelnyxOtpConfigurationException(LIMITS + name + ".key",
					"There is no key of this name, nor a bean of type io.github.telnyxotp.limit.LimitKey.",
					"Write one of " + STANDARD + ", or the name of such a bean.");
		}
		return given(name, "key", named, (usual != null) ? usual.key() : null);
	}

	private static <T> T given(String name, String property, @Nullable T set, @Nullable T usual) {
		T value = (set != null) ? set : usual;
		if (value == null) {
			throw new TelnyxOtpConfigurationException(LIMITS + name + "." + property,
					"It is not set, and no limit of this name exists that it could be taken from.",
					"Set key, limit, window and action of a new limit, or write the name of one of these: "
							+ Limits.defaults().stream().map(Limit::name).collect(Collectors.joining(", ")) + ".");
		}
		return value;
	}

}
