package io.github.telnyxotp.limit;

import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Limits}, {@link Limit}, {@link StandardKey} and {@link Charge}.
 */
class LimitsTests {

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final Traffic TRAFFIC = traffic(Purpose.STEP_UP,
			new Origin(new ClientNetwork("192.0.2.1", "192.0.2.0/24"), "s1"));

	private static final Duration MINUTE = Duration.ofMinutes(1);

	@Test
	@DisplayName("SEC-14, SEC-15 the defaults are those of the requirements")
	void defaultsAreThoseOfTheRequirements() {
		assertThat(Limits.defaults().stream().map(LimitsTests::line)).containsExactly(
				"send-phone-10m SEND PHONE 3 PT10M ENFORCE", "send-phone-1h SEND PHONE 5 PT1H ENFORCE",
				"send-phone-1d SEND PHONE 10 PT24H ENFORCE", "send-user-1h SEND USER 5 PT1H ENFORCE",
				"send-ip-1h SEND IP 10 PT1H ENFORCE", "send-network-1h SEND NETWORK 60 PT1H ENFORCE",
				"send-anonymous-1h SEND ANONYMOUS 500 PT1H ENFORCE", "send-global-1h SEND GLOBAL 1000 PT1H ENFORCE",
				"send-global-1d SEND GLOBAL 10000 PT24H ENFORCE", "check-ip-1h CHECK IP 20 PT1H ENFORCE",
				"check-alarm-1h CHECK GLOBAL 500 PT1H RECORD_ONLY",
				"check-anonymous-1h CHECK ANONYMOUS 1000 PT1H ENFORCE");
	}

	@Test
	void requestIsChargedOnEachLimitOfItsActionThatApplies() {
		Limit mine = limit("mine", Action.SEND, StandardKey.USER, Mode.ENFORCE);
		Limit told = limit("told", Action.SEND, StandardKey.PHONE, Mode.RECORD_ONLY);
		Limits limits = new Limits(List.of(mine, limit("off", Action.SEND, StandardKey.PHONE, Mode.OFF),
				limit("other", Action.CHECK, StandardKey.PHONE, Mode.ENFORCE),
				limit("none", Action.SEND, (traffic) -> null, Mode.ENFORCE), told));
		assertThat(limits.charges(Action.SEND, TRAFFIC)).containsExactly(new Charge(mine, "alice"),
				new Charge(told, "+15550100001"));
		assertThat(limits.all()).extracting(Limit::name).containsExactly("mine", "other", "none", "told");
	}

	@ParameterizedTest
	@CsvSource({ "PHONE,+15550100001", "PREFIX,+1555010", "COUNTRY,US", "IP,192.0.2.1", "NETWORK,192.0.2.0/24",
			"USER,alice", "SESSION,s1", "GLOBAL,all" })
	void standardKeysNameTheirCounters(StandardKey key, String name) {
		assertThat(key.of(TRAFFIC)).isEqualTo(name);
		assertThat(StandardKey.find(key.id())).contains(key);
	}

	@ParameterizedTest
	@EnumSource(names = { "IP", "NETWORK", "SESSION" })
	void keysOfAnOriginDoNotApplyWhereThereIsNone(StandardKey key) {
		assertThat(key.of(traffic(Purpose.LOGIN, Origin.NONE))).isNull();
	}

	@ParameterizedTest
	@DisplayName("SEC-18 neither strangers nor those who enrol a phone use up what its owner needs")
	@CsvSource({ "LOGIN,true", "SIGN_UP,true", "RECOVERY,true", "SECOND_FACTOR,false", "STEP_UP,false",
			"ENROLMENT,false" })
	void anonymousAreThoseWhoHaveProvedNothing(Purpose purpose, boolean anonymous) {
		Traffic traffic = traffic(purpose, Origin.NONE);
		assertThat(StandardKey.ANONYMOUS.of(traffic)).isEqualTo(anonymous ? "all" : null);
		assertThat(StandardKey.USER.of(traffic)).isEqualTo(anonymous ? null : "alice");
		boolean apart = anonymous || purpose == Purpose.ENROLMENT;
		assertThat(StandardKey.PHONE.of(traffic)).isEqualTo((apart ? "stranger " : "") + PHONE.value());
	}

	@Test
	void unknownKeyIsNotFound() {
		assertThat(StandardKey.find("PHONE")).isEmpty();
		assertThat(StandardKey.find("")).isEmpty();
	}

	@Test
	void twoLimitsOfOneNameAreRefused() {
		Limit limit = limit("mine", Action.SEND, StandardKey.USER, Mode.OFF);
		assertThatIllegalArgumentException().isThrownBy(() -> new Limits(List.of(limit, limit)))
			.withMessage("'limits' must have different names");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", "a-", "-a", "A", "a b", "a.b", "ä" })
	void badNameIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> limit(name, Action.SEND, StandardKey.USER, Mode.OFF))
			.withMessage("'name' must consist of lower-case letters, digits and dashes");
	}

	@Test
	void numbersOutOfTheirRangeAreRefused() {
		for (int limit : new int[] { 0, -1, 1_000_001 }) {
			assertThatIllegalArgumentException().isThrownBy(() -> limit(limit, MINUTE))
				.withMessage("'limit' must be between 1 and 1000000");
		}
		for (Duration window : List.of(Duration.ofMillis(999), Duration.ofDays(366).plusNanos(1), Duration.ZERO)) {
			assertThatIllegalArgumentException().isThrownBy(() -> limit(1, window))
				.withMessage("'window' must be between one second and 366 days");
		}
		assertThat(limit(1, Duration.ofDays(366)).rate().capacity()).isEqualTo(Duration.ofDays(366).toNanos());
		assertThat(limit(1_000_000, Duration.ofSeconds(1)).rate()).isEqualTo(new Rate(1_000_000, 1000));
	}

	@Test
	void onlyEnforcedLimitsRefuse() {
		assertThat(limit("a", Action.SEND, StandardKey.USER, Mode.ENFORCE).enforced()).isTrue();
		assertThat(limit("a", Action.SEND, StandardKey.USER, Mode.RECORD_ONLY).enforced()).isFalse();
	}

	@Test
	void chargesAreEqualIfTheyMeanTheSameCounter() {
		Charge charge = new Charge(limit("a", Action.SEND, StandardKey.USER, Mode.ENFORCE), "alice");
		Charge same = new Charge(limit("a", Action.CHECK, StandardKey.PHONE, Mode.OFF), "alice");
		Charge foreign = new Charge(charge.limit(), "bob");
		Charge other = new Charge(limit("b", Action.SEND, StandardKey.USER, Mode.ENFORCE), "alice");
		assertThat(charge).isEqualTo(same)
			.hasSameHashCodeAs(same)
			.isEqualByComparingTo(same)
			.isNotEqualTo(foreign)
			.isNotEqualTo(other)
			.isNotEqualTo("alice");
		assertThat(charge).isLessThan(foreign).isLessThan(other);
		assertThat(foreign).isGreaterThan(charge).doesNotHaveSameHashCodeAs(charge);
		assertThat(other.hashCode()).isNotEqualTo(charge.hashCode());
	}

	@Test
	@DisplayName("SEC-29 a charge does not show whose counter it is")
	void chargeDoesNotShowWhoseCounterItIs() {
		assertThat(new Charge(limit("a", Action.SEND, StandardKey.PHONE, Mode.ENFORCE), PHONE.value()))
			.hasToString("Charge[limit=a]");
	}

	private static String line(Limit limit) {
		return limit.name() + " " + limit.action() + " " + limit.key() + " " + limit.limit() + " " + limit.window()
				+ " " + limit.mode();
	}

	private static Traffic traffic(Purpose purpose, Origin origin) {
		return new Traffic(new Owner("alice", purpose), PHONE, "US", origin);
	}

	private static Limit limit(String name, Action action, LimitKey key, Mode mode) {
		return new Limit(name, action, key, 3, MINUTE, mode);
	}

	private static Limit limit(int limit, Duration window) {
		return new Limit("a", Action.SEND, StandardKey.USER, limit, window, Mode.ENFORCE);
	}

}
