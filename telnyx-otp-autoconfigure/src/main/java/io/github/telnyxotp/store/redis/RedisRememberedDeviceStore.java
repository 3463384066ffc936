package io.github.telnyxotp.store.redis;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.device.Device;
import io.github.telnyxotp.device.DeviceChange;
import io.github.telnyxotp.device.DeviceRule;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps remembered devices in Redis, a bounded number of them; new ones are refused when
 * it is reached (SEC-57).
 */
final class RedisRememberedDeviceStore implements RememberedDeviceStore {

	private static final Comparator<Device> NEWEST_FIRST = Comparator.comparing(Device::created)
		.reversed()
		.thenComparing(Device::series);

	private final RedisLists lists;

	private final RedisCells<Device> cells;

	RedisRememberedDeviceStore(RedisScripts scripts, Sealer sealer, int maximumSize) {
		this.lists = new RedisLists(scripts);
		this.cells = new RedisCells<>(scripts, sealer, new Form(this.lists, maximumSize));
	}

	@Override
	public <R> R apply(String series, DeviceRule<R> rule) {
		return this.cells.apply(series, (device, now) -> {
			DeviceChange<R> change = rule.apply(device, now);
			return new RedisCells.Decided<>(change.device(), change.answer());
		});
	}

	@Override
	public List<Device> find(Collection<String> accounts) {
		return accounts.stream()
			.distinct()
			.flatMap((account) -> this.lists.read(Form.list(account)).stream())
			.distinct()
			.map(this.cells::read)
			.filter(Objects::nonNull)
			.filter((device) -> accounts.contains(device.account()))
			.sorted(NEWEST_FIRST)
			.toList();
	}

	/** How devices lie in Redis. */
	private static final class Form implements CellForm<Device> {

		private static final String PLACES = "devices";

		private final RedisLists lists;

		private final int maximumSize;

		private Form(RedisLists lists, int maximumSize) {
			this.lists = lists;
			this.maximumSize = maximumSize;
		}

		static String list(String account) {
			return "account:" + account;
		}

		@Override
		public byte version() {
			return 1;
		}

		@Override
		public String key(String name) {
			return "device:" + name;
		}

		@Override
		public Instant forgetAt(Device value, Instant now) {
			return value.expires();
		}

		@Override
		public void announce(String name, @Nullable Device former, Device latter) {
			if (former == null && !this.lists.addIfRoom(PLACES, name, latter.expires(), this.maximumSize)) {
				throw new StoreUnavailableException("All " + this.maximumSize + " places for remembered devices are "
						+ "taken. Raise telnyx.otp.remembered-device.maximum-size if this is no attack");
			}
			if (former == null || !former.account().equals(latter.account())) {
				this.lists.add(list(latter.account()), name, latter.expires());
			}
		}

		@Override
		public void dropped(String name, Device former) {
			this.lists.remove(PLACES, List.of(name));
			this.lists.remove(list(former.account()), List.of(name));
		}

		@Override
		public void write(Device value, ValueOutput output) {
			output.text(value.account()).text(value.phone()).text(value.label()).text(value.hash());
			output.maybe(value.former(),
					(former) -> output.text(former.hash()).text(former.salt()).instant(former.until()));
			output.instant(value.created()).instant(value.lastUsed()).instant(value.expires());
		}

		@Override
		public Device read(String name, ValueInput input) {
			return new Device(name, input.text(), input.text(), input.text(), input.text(),
					input.maybe(() -> new Device.Former(input.text(), input.text(), input.instant())), input.instant(),
					input.instant(), input.instant());
		}

	}

}
