package io.github.telnyxotp.device;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DeviceRules} and {@link DeviceToken}.
 */
class DeviceRulesTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final Duration MONTH = Duration.ofDays(30);

	private static final List<String> ALICE = List.of("new name of alice", "alice");

	private static final List<String> PHONES = List.of("other phone", "phone");

	private final DeviceRules rules = new DeviceRules(MONTH);

	private final DeviceToken token = DeviceToken.random();

	private final Device device = this.rules.remember(this.token, "alice", "phone", "Firefox, Linux")
		.apply(null, NOON)
		.answer();

	@Test
	void deviceIsRememberedFromNowOn() {
		assertThat(this.device).isEqualTo(new Device(this.token.series(), "alice", "phone", "Firefox, Linux",
				this.token.hash(), null, NOON, NOON, NOON.plus(MONTH)));
	}

	@Test
	@DisplayName("SEC-37 neither the device nor the token prints what opens something")
	void nothingPrintsTheToken() {
		assertThat(List.of(this.token.toString(), this.device.toString(), this.device.view().toString()))
			.noneMatch((text) -> text.contains(this.token.secret()) || text.contains(this.token.series())
					|| text.contains(this.token.hash()));
	}

	@Test
	@DisplayName("SEC-37 the right token is recognised and replaced")
	void rightTokenIsReplaced() {
		Instant later = NOON.plusSeconds(3600);
		DeviceChange<Recognition> change = recognise(this.device, this.token, later);
		DeviceToken next = next(change);
		assertThat(next.series()).isEqualTo(this.token.series());
		assertThat(next.secret()).isNotEqualTo(this.token.secret());
		Device kept = kept(change);
		assertThat(kept.hash()).isEqualTo(next.hash());
		assertThat(kept.lastUsed()).isEqualTo(later);
		assertThat(kept.created()).isEqualTo(NOON);
		assertThat(recognise(kept, next, later).answer()).isInstanceOf(Recognition.Recognised.class);
	}

	@Test
	@DisplayName("SEC-37 a device expires after its time, however often it is used")
	void useDoesNotProlongIt() {
		DeviceChange<Recognition> used = recognise(this.device, this.token, NOON.plus(MONTH).minusMillis(1));
		assertThat(recognise(kept(used), next(used), NOON.plus(MONTH)).answer()).isEqualTo(new Recognition.Unknown());
	}

	@Test
	@DisplayName("SEC-37 the token of one account is worth nothing for another, and stays")
	void tokenOfAnotherAccountStays() {
		DeviceRule<Recognition> rule = this.rules.recognise(this.token, List.of("bob"), PHONES, DeviceToken.salt());
		assertThat(rule.apply(this.device, NOON)).isEqualTo(new DeviceChange<>(this.device, new Recognition.Unknown()));
	}

	@Test
	@DisplayName("SEC-37 a replaced token ends the device")
	void replacedTokenEndsTheDevice() {
		Device used = kept(recognise(this.device, this.token, NOON));
		assertThat(recognise(used, this.token, NOON.plus(DeviceRules.GRACE)))
			.isEqualTo(new DeviceChange<>(null, new Recognition.Stolen(used)));
	}

	@Test
	@DisplayName("SEC-37 the token before the last one ends the device at once")
	void tokenBeforeTheLastEndsTheDevice() {
		DeviceChange<Recognition> first = recognise(this.device, this.token, NOON);
		Device second = kept(recognise(kept(first), next(first), NOON));
		assertThat(recognise(second, this.token, NOON).answer()).isEqualTo(new Recognition.Stolen(second));
	}

	@Test
	@DisplayName("SEC-39 a form that is posted twice gets the same token twice")
	void doubleSubmitGetsTheSameToken() {
		DeviceChange<Recognition> first = recognise(this.device, this.token, NOON);
		DeviceChange<Recognition> second = recognise(kept(first), this.token,
				NOON.plus(DeviceRules.GRACE).minusMillis(1));
		assertThat(second.device()).isEqualTo(first.device());
		assertThat(next(second)).isEqualTo(next(first));
	}

	@Test
	@DisplayName("SEC-37 a device dies with the phone it was remembered for")
	void changedPhoneEndsTheDevice() {
		DeviceRule<Recognition> rule = this.rules.recognise(this.token, ALICE, List.of("other phone"),
				DeviceToken.salt());
		assertThat(rule.apply(this.device, NOON))
			.isEqualTo(new DeviceChange<>(null, new Recognition.PhoneChanged(this.device)));
	}

	@Test
	@DisplayName("SEC-37 who has a stolen token learns nothing about the phone")
	void wrongTokenIsStolenWhateverThePhone() {
		DeviceToken wrong = new DeviceToken(this.token.series(), DeviceToken.random().secret());
		DeviceRule<Recognition> rule = this.rules.recognise(wrong, ALICE, List.of(), DeviceToken.salt());
		assertThat(rule.apply(this.device, NOON).answer()).isEqualTo(new Recognition.Stolen(this.device));
	}

	@Test
	void unknownDeviceIsUnknown() {
		assertThat(recognise(null, this.token, NOON)).isEqualTo(new DeviceChange<>(null, new Recognition.Unknown()));
	}

	@Test
	@DisplayName("SEC-24 only the account itself forgets its device")
	void onlyTheOwnerForgets() {
		assertThat(this.rules.forget(List.of("bob")).apply(this.device, NOON))
			.isEqualTo(new DeviceChange<>(this.device, Optional.empty()));
		assertThat(this.rules.forget(ALICE).apply(this.device, NOON))
			.isEqualTo(new DeviceChange<>(null, Optional.of(this.device)));
		assertThat(this.rules.forget(ALICE).apply(null, NOON)).isEqualTo(new DeviceChange<>(null, Optional.empty()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT23H59M59S", "P366D", "PT0S", "PT-1S" })
	void timeToLiveHasBounds(String time) {
		assertThatIllegalArgumentException().isThrownBy(() -> new DeviceRules(Duration.parse(time)));
	}

	@Test
	@DisplayName("SEC-37 a token is 160 and 256 random bits")
	void tokensAreLongAndDifferent() {
		DeviceToken other = DeviceToken.random();
		assertThat(other.series()).hasSize(27).isNotEqualTo(this.token.series());
		assertThat(other.secret()).hasSize(43).isNotEqualTo(this.token.secret());
		assertThat(DeviceToken.parse(other.text())).contains(other);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "abc", "a.b", "é" })
	@DisplayName("SEC-23 what is no token is none")
	void otherTextsAreNoTokens(String text) {
		assertThat(DeviceToken.parse(text)).isEmpty();
		assertThat(DeviceToken.parse(this.token.text() + text + "x")).isEmpty();
		assertThat(DeviceToken.parse(this.token.text().replace('.', '-'))).isEmpty();
	}

	private DeviceChange<Recognition> recognise(Device device, DeviceToken token, Instant now) {
		return this.rules.recognise(token, ALICE, PHONES, DeviceToken.salt()).apply(device, now);
	}

	private static Device kept(DeviceChange<Recognition> change) {
		assertThat(change.device()).isNotNull();
		return change.device();
	}

	private static DeviceToken next(DeviceChange<Recognition> change) {
		return ((Recognition.Recognised) change.answer()).next();
	}

}
