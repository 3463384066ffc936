package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.OtpDeviceEvent.Cause;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.RememberedDevice;
import io.github.telnyxotp.device.Device;
import io.github.telnyxotp.device.DeviceRules;
import io.github.telnyxotp.device.DeviceToken;
import io.github.telnyxotp.device.Recognition;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Remembers devices on which people confirmed a code, and recognises them after the next
 * password, so that no code is asked for (SEC-37). Safe for use by many threads.
 * <p>
 * An application calls {@link #forget(String)} when an account gets another password.
 *
 * @since 0.1
 */
public final class RememberedDevices {

	private static final Log logger = LogFactory.getLog(RememberedDevices.class);

	private final DeviceRules rules;

	private final RememberedDeviceStore store;

	private final KeyedHash keyedHash;

	private final Consumer<OtpDeviceEvent> events;

	private final InstantSource clock;

	/**
	 * Devices of this store.
	 * @param rules decide
	 * @param store keeps the devices
	 * @param keyedHash names accounts and phones, so that the store knows neither
	 * @param events is told what happened; must not throw
	 * @param clock the time of events
	 */
	public RememberedDevices(DeviceRules rules, RememberedDeviceStore store, KeyedHash keyedHash,
			Consumer<OtpDeviceEvent> events, InstantSource clock) {
		this.rules = rules;
		this.store = store;
		this.keyedHash = keyedHash;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * How long a device is remembered from the code on.
	 * @return one day to 365 days
	 */
	public Duration timeToLive() {
		return this.rules.timeToLive();
	}

	/**
	 * Remembers a device on which a code was just confirmed.
	 * @param account the name of the account
	 * @param phone the phone that was proved
	 * @param label browser and system, empty if not known
	 * @param shown what the browser kept so far, {@code null} if nothing; a device of
	 * this account is replaced
	 * @return what the browser is to keep, or nothing if the store is full or away
	 */
	public Optional<DeviceCookie> remember(String account, PhoneNumber phone, String label, @Nullable String shown) {
		DeviceToken token = DeviceToken.random();
		try {
			if (shown != null) {
				DeviceToken.parse(shown).ifPresent((former) -> forget(account, former.series(), Cause.REPLACED));
			}
			Device device = this.store.apply(token.series(), this.rules.remember(token,
					this.keyedHash.name("device-account", account), phoneName(phone), label));
			this.events.accept(new OtpDeviceEvent.Remembered(subject(account, device)));
			return Optional.of(cookie(token, device));
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Judges what a browser showed after the first factor, and replaces it.
	 * @param account the name of the account that signed in
	 * @param phones the phones of the account as they are now
	 * @param shown what the browser kept
	 * @return what it is to keep from now on, or nothing if a code must be asked for
	 */
	public Optional<DeviceCookie> recognise(String account, List<PhoneNumber> phones, String shown) {
		return DeviceToken.parse(shown).flatMap((token) -> recognise(account, phones, token));
	}

	private Optional<DeviceCookie> recognise(String account, List<PhoneNumber> phones, DeviceToken token) {
		List<String> names = phones.stream().flatMap((phone) -> phoneNames(phone).stream()).toList();
		try {
			Recognition recognition = this.store.apply(token.series(),
					this.rules.recognise(token, accountNames(account), names, DeviceToken.salt()));
			tell(account, recognition);
			return (recognition instanceof Recognition.Recognised recognised)
					? Optional.of(cookie(recognised.next(), recognised.device())) : Optional.empty();
		}
		catch (StoreUnavailableException ex) {
			logger.warn(ex.getMessage());
			return Optional.empty();
		}
	}

	private void tell(String account, Recognition recognition) {
		if (recognition instanceof Recognition.Recognised recognised) {
			this.events.accept(new OtpDeviceEvent.Recognised(subject(account, recognised.device())));
		}
		else if (recognition instanceof Recognition.Stolen stolen) {
			this.events.accept(new OtpDeviceEvent.Stolen(subject(account, stolen.device())));
		}
		else if (recognition instanceof Recognition.PhoneChanged changed) {
			this.events.accept(new OtpDeviceEvent.Forgotten(subject(account, changed.device()), Cause.PHONE_CHANGED));
		}
	}

	/**
	 * The devices of an account.
	 * @param account the name of the account
	 * @return its devices, the newest first
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	public List<RememberedDevice> list(String account) {
		return this.store.find(accountNames(account)).stream().map(Device::view).toList();
	}

	/**
	 * Forgets one device of an account. Who is signed in on it stays so.
	 * @param account the name of the account
	 * @param reference {@link RememberedDevice#reference()}; that of another account is
	 * ignored
	 * @return {@code true} if there was such a device
	 * @throws StoreUnavailableException if the store cannot be changed now
	 */
	public boolean forget(String account, String reference) {
		return this.store.find(accountNames(account))
			.stream()
			.filter((device) -> device.reference().equals(reference))
			.anyMatch((device) -> forget(account, device.series(), Cause.REQUESTED));
	}

	/**
	 * Forgets all devices of an account, as after a change of its password.
	 * @param account the name of the account
	 * @return how many there were
	 * @throws StoreUnavailableException if the store cannot be changed now
	 */
	public int forget(String account) {
		return (int) this.store.find(accountNames(account))
			.stream()
			.filter((device) -> forget(account, device.series(), Cause.REQUESTED))
			.count();
	}

	private boolean forget(String account, String series, Cause cause) {
		Optional<Device> forgotten = this.store.apply(series, this.rules.forget(accountNames(account)));
		forgotten
			.ifPresent((device) -> this.events.accept(new OtpDeviceEvent.Forgotten(subject(account, device), cause)));
		return forgotten.isPresent();
	}

	/**
	 * The name of the device that a browser says it is. It proves nothing.
	 * @param shown what the browser kept
	 * @return {@link RememberedDevice#reference()}, or nothing if that is no token
	 */
	public static Optional<String> reference(String shown) {
		return DeviceToken.parse(shown).map(DeviceToken::reference);
	}

	private static DeviceCookie cookie(DeviceToken token, Device device) {
		return new DeviceCookie(token.text(), token.reference(), Duration.between(device.lastUsed(), device.expires()),
				device.lastUsed());
	}

	private OtpDeviceEvent.Subject subject(String account, Device device) {
		return new OtpDeviceEvent.Subject(device.reference(), account, device.label(), this.clock.instant());
	}

	private Collection<String> accountNames(String account) {
		return this.keyedHash.names("device-account", account);
	}

	private String phoneName(PhoneNumber phone) {
		return this.keyedHash.name("device-phone", phone.value());
	}

	private Collection<String> phoneNames(PhoneNumber phone) {
		return this.keyedHash.names("device-phone", phone.value());
	}

}
