package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.OtpDeviceEvent;
import io.github.telnyxotp.OtpDeviceEvent.Cause;
import io.github.telnyxotp.OtpDeviceEvent.Forgotten;
import io.github.telnyxotp.OtpDeviceEvent.Recognised;
import io.github.telnyxotp.OtpDeviceEvent.Remembered;
import io.github.telnyxotp.OtpDeviceEvent.Subject;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.device.Device;
import io.github.telnyxotp.device.DeviceRule;
import io.github.telnyxotp.device.DeviceRules;
import io.github.telnyxotp.store.InMemoryRememberedDeviceStore;
import io.github.telnyxotp.store.RememberedDeviceStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RememberedDevices}.
 */
class RememberedDevicesTests {

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final PhoneNumber OTHER = new PhoneNumber("+15550100002");

	private static final String SECRET = "a secret of more than 32 bytes, made for this test";

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final RememberedDeviceStore store = new InMemoryRememberedDeviceStore(this.clock, 2);

	private final List<OtpDeviceEvent> events = new ArrayList<>();

	private final RememberedDevices devices = devices(this.store, KeyedHash.of(SECRET));

	@Test
	void whatWasRememberedIsRecognisedAndTold() {
		DeviceCookie first = remember("alice");
		this.clock.forward(Duration.ofDays(10));
		DeviceCookie second = this.devices.recognise("alice", List.of(OTHER, PHONE), first.value()).orElseThrow();
		assertThat(second.value()).isNotEqualTo(first.value());
		assertThat(second.maxAge()).isEqualTo(Duration.ofDays(20));
		assertThat(second.at()).isEqualTo(this.clock.instant());
		assertThat(this.events).containsExactly(new Remembered(subject(first, Duration.ofDays(10).negated())),
				new Recognised(subject(first, Duration.ZERO)));
	}

	@Test
	@DisplayName("SEC-37 a replaced token is told as stolen")
	void replacedTokenIsTold() {
		DeviceCookie first = remember("alice");
		this.devices.recognise("alice", List.of(PHONE), first.value());
		this.clock.forward(Duration.ofSeconds(10));
		assertThat(this.devices.recognise("alice", List.of(PHONE), first.value())).isEmpty();
		assertThat(this.events).last().isEqualTo(new OtpDeviceEvent.Stolen(subject(first, Duration.ZERO)));
		assertThat(this.devices.list("alice")).isEmpty();
	}

	@Test
	@DisplayName("SEC-40 a phone that is gone is told")
	void changedPhoneIsTold() {
		DeviceCookie first = remember("alice");
		assertThat(this.devices.recognise("alice", List.of(OTHER), first.value())).isEmpty();
		assertThat(this.events).last().isEqualTo(new Forgotten(subject(first, Duration.ZERO), Cause.PHONE_CHANGED));
	}

	@Test
	@DisplayName("SEC-30 the store knows neither account nor phone nor token")
	void storeKnowsNobody() {
		DeviceCookie cookie = remember("alice");
		Device device = this.store.find(List.of(KeyedHash.of(SECRET).name("device-account", "alice"))).get(0);
		String kept = device.account() + device.phone() + device.hash() + device.label();
		assertThat(kept).doesNotContain("alice", "5550100001", cookie.value().split("\\.")[1]);
	}

	@Test
	void devicesOutliveAChangeOfTheSecret() {
		DeviceCookie cookie = remember("alice");
		RememberedDevices renewed = devices(this.store,
				KeyedHash.of("another secret of more than 32 bytes, too", SECRET));
		assertThat(renewed.list("alice")).hasSize(1);
		assertThat(renewed.recognise("alice", List.of(PHONE), cookie.value())).isPresent();
		assertThat(renewed.forget("alice")).isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-37 with a new password all devices of the account go, and no other")
	void allOfOneAccountAreForgotten() {
		DeviceCookie alice = remember("alice");
		DeviceCookie bob = remember("bob");
		assertThat(this.devices.forget("alice")).isEqualTo(1);
		assertThat(this.devices.recognise("alice", List.of(PHONE), alice.value())).isEmpty();
		assertThat(this.devices.recognise("bob", List.of(PHONE), bob.value())).isPresent();
	}

	@Test
	void oneIsForgottenByItsName() {
		DeviceCookie alice = remember("alice");
		assertThat(this.devices.forget("bob", alice.reference())).isFalse();
		assertThat(this.devices.forget("alice", alice.reference())).isTrue();
		assertThat(this.devices.forget("alice", alice.reference())).isFalse();
		assertThat(this.events).last().isEqualTo(new Forgotten(subject(alice, Duration.ZERO), Cause.REQUESTED));
	}

	@Test
	@DisplayName("SEC-57 when all places are taken a device is not remembered, and nobody is kept out")
	void fullStoreRemembersNothing() {
		DeviceCookie first = remember("alice");
		remember("alice");
		assertThat(this.devices.remember("bob", PHONE, "", null)).isEmpty();
		assertThat(this.devices.recognise("alice", List.of(PHONE), first.value())).isPresent();
	}

	@Test
	@DisplayName("SEC-58 while the store is away a code is asked for")
	void storeThatIsAwayRecognisesNobody() {
		RememberedDevices away = devices(new Away(), KeyedHash.of(SECRET));
		assertThat(away.recognise("alice", List.of(PHONE), remember("alice").value())).isEmpty();
		assertThat(away.remember("alice", PHONE, "", null)).isEmpty();
	}

	@Test
	@DisplayName("SEC-23 what is no token is nobody's")
	void whatIsNoTokenIsNobodys() {
		assertThat(this.devices.recognise("alice", List.of(PHONE), "x")).isEmpty();
		assertThat(RememberedDevices.reference("x")).isEmpty();
		assertThat(this.devices.remember("alice", PHONE, "", "x")).isPresent();
	}

	@Test
	@DisplayName("SEC-37 the cookie does not print its token")
	void cookieDoesNotPrintItself() {
		DeviceCookie cookie = remember("alice");
		assertThat(cookie).hasToString("DeviceCookie[" + cookie.reference() + "]");
	}

	private DeviceCookie remember(String account) {
		return this.devices.remember(account, PHONE, "Firefox, Linux", null).orElseThrow();
	}

	private Subject subject(DeviceCookie cookie, Duration ago) {
		return new Subject(cookie.reference(), "alice", "Firefox, Linux", this.clock.instant().plus(ago));
	}

	private RememberedDevices devices(RememberedDeviceStore store, KeyedHash keyedHash) {
		return new RememberedDevices(new DeviceRules(Duration.ofDays(30)), store, keyedHash, this.events::add,
				this.clock);
	}

	/** A store that cannot be reached. */
	private static final class Away implements RememberedDeviceStore {

		@Override
		public <R> R apply(String series, DeviceRule<R> rule) {
			throw new StoreUnavailableException("away");
		}

		@Override
		public List<Device> find(Collection<String> accounts) {
			throw new StoreUnavailableException("away");
		}

	}

}
