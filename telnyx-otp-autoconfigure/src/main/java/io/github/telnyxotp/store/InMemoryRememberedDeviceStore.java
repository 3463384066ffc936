package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.telnyxotp.device.Device;
import io.github.telnyxotp.device.DeviceChange;
import io.github.telnyxotp.device.DeviceRule;
import org.jspecify.annotations.Nullable;

/**
 * Keeps devices in the memory of one process, which forgets them when it ends. It holds a
 * bounded number of them and, when full, refuses new ones instead of forgetting others
 * (SEC-57). Listing looks at all of them.
 *
 * @since 0.1
 */
public final class InMemoryRememberedDeviceStore implements RememberedDeviceStore {

	private static final Comparator<Device> NEWEST_FIRST = Comparator.comparing(Device::created)
		.reversed()
		.thenComparing(Device::series);

	private final InstantSource clock;

	private final int maximumSize;

	private final AtomicInteger size = new AtomicInteger();

	private final Cache<String, Device> devices;

	/**
	 * An empty store.
	 * @param clock the time that rules see
	 * @param maximumSize how many devices it holds at the most, at least one
	 */
	public InMemoryRememberedDeviceStore(InstantSource clock, int maximumSize) {
		this.clock = clock;
		this.maximumSize = maximumSize;
		this.devices = Caffeine.newBuilder()
			.expireAfter(Expiry.writing((String series, Device device) -> untilForgotten(device)))
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.evictionListener((series, device, cause) -> this.size.decrementAndGet())
			.build();
	}

	@Override
	public <R> R apply(String series, DeviceRule<R> rule) {
		if (this.size.get() >= this.maximumSize) {
			// Those whose time is over leave when somebody looks
			this.devices.cleanUp();
		}
		AtomicReference<@Nullable R> answer = new AtomicReference<>();
		this.devices.asMap().compute(series, (key, current) -> {
			DeviceChange<R> change = rule.apply(current, this.clock.instant());
			keep(current, change.device());
			answer.set(change.answer());
			return change.device();
		});
		return Objects.requireNonNull(answer.get(), "A rule must answer");
	}

	@Override
	public List<Device> find(Collection<String> accounts) {
		return this.devices.asMap()
			.values()
			.stream()
			.filter((device) -> accounts.contains(device.account()))
			.sorted(NEWEST_FIRST)
			.toList();
	}

	private void keep(@Nullable Device former, @Nullable Device latter) {
		if (former == null && latter != null) {
			takeRoom();
		}
		else if (former != null && latter == null) {
			this.size.decrementAndGet();
		}
	}

	private void takeRoom() {
		if (this.size.incrementAndGet() > this.maximumSize) {
			this.size.decrementAndGet();
			throw new StoreUnavailableException("All " + this.maximumSize + " places for remembered devices are "
					+ "taken. Raise telnyx.otp.remembered-device.maximum-size if this is no attack");
		}
	}

	private Duration untilForgotten(Device device) {
		Instant now = this.clock.instant();
		return now.isBefore(device.expires()) ? Duration.between(now, device.expires()) : Duration.ZERO;
	}

}
