package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.device.Device;
import io.github.telnyxotp.device.DeviceChange;
import io.github.telnyxotp.device.DeviceRules;
import io.github.telnyxotp.device.DeviceToken;
import io.github.telnyxotp.device.Recognition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every {@link RememberedDeviceStore} promises. The test of an implementation
 * extends it and changes nothing.
 */
public abstract class RememberedDeviceStoreContract {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final Duration MONTH = Duration.ofDays(30);

	private final TestClock clock = new TestClock(NOON);

	private final DeviceRules rules = new DeviceRules(MONTH);

	private final Race race = new Race();

	/**
	 * An empty store, independent of every other.
	 * @param clock what time it is
	 * @param maximumSize how many devices it holds at the most
	 * @return the store
	 */
	protected abstract RememberedDeviceStore store(InstantSource clock, int maximumSize);

	@AfterEach
	final void endTheRace() {
		this.race.close();
	}

	@Test
	void whatWasKeptIsFound() {
		RememberedDeviceStore store = store(this.clock, 10);
		Device first = remember(store, DeviceToken.random(), "alice");
		this.clock.forward(Duration.ofSeconds(1));
		Device second = remember(store, DeviceToken.random(), "former name of alice");
		remember(store, DeviceToken.random(), "bob");
		assertThat(store.find(List.of("alice", "former name of alice"))).containsExactly(second, first);
		assertThat(store.find(List.of("carol"))).isEmpty();
		assertThat(read(store, first.series())).isEqualTo(first);
	}

	@Test
	void theStoreTellsTheTime() {
		RememberedDeviceStore store = store(this.clock, 10);
		this.clock.forward(Duration.ofHours(1));
		assertThat(remember(store, DeviceToken.random(), "alice").created()).isEqualTo(NOON.plus(Duration.ofHours(1)));
	}

	@Test
	void deviceIsForgottenWhenItExpiresAndNotBefore() {
		RememberedDeviceStore store = store(this.clock, 10);
		Device device = remember(store, DeviceToken.random(), "alice");
		this.clock.forward(MONTH.minusMillis(1));
		assertThat(store.find(List.of("alice"))).containsExactly(device);
		this.clock.forward(Duration.ofMillis(1));
		assertThat(store.find(List.of("alice"))).isEmpty();
		assertThat(isGone(store, device.series())).isTrue();
	}

	@Test
	void forgottenDeviceIsGone() {
		RememberedDeviceStore store = store(this.clock, 10);
		Device device = remember(store, DeviceToken.random(), "alice");
		assertThat(store.apply(device.series(), this.rules.forget(List.of("alice")))).contains(device);
		assertThat(store.find(List.of("alice"))).isEmpty();
		assertThat(store.apply(device.series(), this.rules.forget(List.of("alice")))).isEmpty();
	}

	@Test
	void ruleThatThrowsChangesNothing() {
		RememberedDeviceStore store = store(this.clock, 10);
		Device device = remember(store, DeviceToken.random(), "alice");
		assertThatIllegalStateException().isThrownBy(() -> store.apply(device.series(), (current, now) -> {
			throw new IllegalStateException("no");
		}));
		assertThat(read(store, device.series())).isEqualTo(device);
	}

	@Test
	@DisplayName("SEC-57 a full store refuses new devices and forgets none")
	void fullStoreRefuses() {
		RememberedDeviceStore store = store(this.clock, 3);
		List<Device> all = IntStream.range(0, 3)
			.mapToObj((each) -> remember(store, DeviceToken.random(), "alice"))
			.toList();
		for (int each = 0; each < 100; each++) {
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> remember(store, DeviceToken.random(), "bob"));
		}
		assertThat(store.find(List.of("alice"))).containsExactlyInAnyOrderElementsOf(all);
		assertThat(store.find(List.of("bob"))).isEmpty();
	}

	@Test
	void roomComesBack() {
		RememberedDeviceStore store = store(this.clock, 1);
		Device first = remember(store, DeviceToken.random(), "alice");
		store.apply(first.series(), this.rules.forget(List.of("alice")));
		remember(store, DeviceToken.random(), "alice");
		this.clock.forward(MONTH);
		remember(store, DeviceToken.random(), "alice");
		assertThat(store.find(List.of("alice"))).hasSize(1);
	}

	@Test
	@DisplayName("SEC-37 of sixteen who show one token at once one replaces it")
	void tokenIsReplacedOnce() throws Exception {
		for (int round = 0; round < 50; round++) {
			RememberedDeviceStore store = store(this.clock, 10);
			DeviceToken token = DeviceToken.random();
			remember(store, token, "alice");
			List<Boolean> won = this.race.run(16, (each) -> () -> store.apply(token.series(), (device, now) -> {
				Device current = Objects.requireNonNull(device);
				boolean mine = current.hash().equals(token.hash());
				return new DeviceChange<>(mine ? withHash(current, "taken by " + each) : current, mine);
			}));
			assertThat(won).containsOnlyOnce(true);
		}
	}

	@Test
	@DisplayName("SEC-39 of sixteen who show one token at once all get the same next one")
	void tokenOfADoubleSubmitIsTheSame() throws Exception {
		RememberedDeviceStore store = store(this.clock, 10);
		DeviceToken token = DeviceToken.random();
		remember(store, token, "alice");
		List<Recognition> all = this.race.run(16, (each) -> () -> store.apply(token.series(),
				this.rules.recognise(token, List.of("alice"), List.of("phone"), DeviceToken.salt())));
		assertThat(all).hasOnlyElementsOfType(Recognition.Recognised.class);
		assertThat(all.stream().map((each) -> ((Recognition.Recognised) each).next()).distinct()).hasSize(1);
	}

	private Device remember(RememberedDeviceStore store, DeviceToken token, String account) {
		return store.apply(token.series(), this.rules.remember(token, account, "phone", "Firefox, Linux"));
	}

	private static Device read(RememberedDeviceStore store, String series) {
		return store.apply(series, (device, now) -> new DeviceChange<>(device, Objects.requireNonNull(device)));
	}

	/** Whether a rule sees nothing. */
	private static boolean isGone(RememberedDeviceStore store, String series) {
		return store.apply(series, (device, now) -> new DeviceChange<>(device, device == null));
	}

	private static Device withHash(Device device, String hash) {
		return new Device(device.series(), device.account(), device.phone(), device.label(), hash, device.former(),
				device.created(), device.lastUsed(), device.expires());
	}

}
