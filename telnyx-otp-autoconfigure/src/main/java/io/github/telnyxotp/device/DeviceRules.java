package io.github.telnyxotp.device;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Decides about remembered devices (SEC-37).
 *
 * @since 0.1
 */
public final class DeviceRules {

	/**
	 * How long a replaced token may be shown again: as long as the second click on a
	 * button may be on its way.
	 */
	static final Duration GRACE = Duration.ofSeconds(10);

	private static final Duration SHORTEST = Duration.ofDays(1);

	private static final Duration LONGEST = Duration.ofDays(365);

	private final Duration timeToLive;

	/**
	 * Rules for devices that live this long.
	 * @param timeToLive time from the code until a code is asked for again, one day to
	 * 365 days. Use does not prolong it
	 * @throws IllegalArgumentException if it is shorter or longer
	 */
	public DeviceRules(Duration timeToLive) {
		if (timeToLive.compareTo(SHORTEST) < 0 || timeToLive.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("A device is remembered for one day to 365 days");
		}
		this.timeToLive = timeToLive;
	}

	/**
	 * How long devices live.
	 * @return one day to 365 days
	 */
	public Duration timeToLive() {
		return this.timeToLive;
	}

	/**
	 * Remembers a device of a new series.
	 * @param token its first token
	 * @param account whose it is, named under a key
	 * @param phone the phone that was proved, named under a key
	 * @param label browser and system
	 * @return a rule that answers with the device
	 */
	public DeviceRule<Device> remember(DeviceToken token, String account, String phone, String label) {
		return (none, now) -> {
			Device device = new Device(token.series(), account, phone, label, token.hash(), null, now, now,
					now.plus(this.timeToLive));
			return new DeviceChange<>(device, device);
		};
	}

	/**
	 * Judges a token and replaces it. Of another account it is worth nothing and nothing
	 * happens to it, as several people may use one browser.
	 * @param token what the browser showed
	 * @param accounts the names of the account that signs in
	 * @param phones the names of its phones as they are now
	 * @param salt makes the next token; new for each call
	 * @return a rule that answers what the token was worth
	 */
	public DeviceRule<Recognition> recognise(DeviceToken token, Collection<String> accounts, Collection<String> phones,
			String salt) {
		return (device, now) -> {
			if (device == null || !accounts.contains(device.account()) || !now.isBefore(device.expires())) {
				return new DeviceChange<>(device, new Recognition.Unknown());
			}
			String valid = salt(device, token, salt, now);
			if (valid == null) {
				return new DeviceChange<>(null, new Recognition.Stolen(device));
			}
			if (!phones.contains(device.phone())) {
				return new DeviceChange<>(null, new Recognition.PhoneChanged(device));
			}
			DeviceToken next = token.next(valid);
			Device kept = next.hash().equals(device.hash()) ? device
					: device.used(next, new Device.Former(token.hash(), valid, now.plus(GRACE)), now);
			return new DeviceChange<>(kept, new Recognition.Recognised(kept, next));
		};
	}

	/** The salt of the token that follows, {@code null} if this one counts no more. */
	private static @Nullable String salt(Device device, DeviceToken token, String fresh, Instant now) {
		if (same(device.hash(), token.hash())) {
			return fresh;
		}
		Device.Former former = device.former();
		if (former == null || !same(former.hash(), token.hash()) || !now.isBefore(former.until())) {
			return null;
		}
		return former.salt();
	}

	private static boolean same(String left, String right) {
		return MessageDigest.isEqual(left.getBytes(StandardCharsets.US_ASCII),
				right.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Forgets a device of this account, and of no other.
	 * @param accounts the names of the account
	 * @return a rule that answers with the device that was forgotten
	 */
	public DeviceRule<Optional<Device>> forget(Collection<String> accounts) {
		return (device, now) -> (device != null && accounts.contains(device.account()))
				? new DeviceChange<>(null, Optional.of(device)) : new DeviceChange<>(device, Optional.empty());
	}

}
