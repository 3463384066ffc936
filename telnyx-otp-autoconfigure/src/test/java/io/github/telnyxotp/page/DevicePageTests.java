package io.github.telnyxotp.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.RememberedDevice;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list of remembered devices, and the box that has one remembered.
 */
class DevicePageTests {

	private static final String ACTION = "/login/otp/devices";

	private static final RememberedDevice LAPTOP = device("0123456789ab", "Firefox, Linux");

	private static final RememberedDevice OTHER = device("ba9876543210", "");

	@Test
	void devicesAreListedWithAButtonEach() {
		Document page = draw(Locale.ENGLISH, List.of(LAPTOP, OTHER), "0123456789ab");
		assertThat(page.text("h1")).isEqualTo("Remembered devices");
		assertThat(page.formActions()).containsExactly(ACTION, ACTION, ACTION, "/logout");
		assertThat(page.buttons()).containsExactly("Forget Firefox, Linux", "Forget Unknown device",
				"Forget all devices", "Sign out");
		assertThat(page.paragraphs()).contains("Firefox, Linux · This device", "Unknown device")
			.contains("Remembered Jan 1, 2026, last used Jan 9, 2026, until Jan 31, 2026");
	}

	@Test
	void oneDeviceNeedsNoButtonForAll() {
		assertThat(draw(Locale.ENGLISH, List.of(LAPTOP), null).buttons()).containsExactly("Forget Firefox, Linux",
				"Sign out");
	}

	@Test
	void nobodyIsLeftWithAnEmptyList() {
		Document page = draw(Locale.ENGLISH, List.of(), null);
		assertThat(page.formActions()).containsExactly("/logout");
		assertThat(page.markup()).contains("No device is remembered");
	}

	@Test
	void wordsAndDatesAreSpanishForSpanishReaders() {
		Document page = draw(Samples.SPANISH, List.of(LAPTOP, OTHER), null);
		assertThat(page.buttons()).contains("Olvidar Firefox, Linux", "Olvidar todos los dispositivos");
		assertThat(page.markup()).contains("Recordado el 1 ene 2026");
	}

	@ParameterizedTest
	@MethodSource("io.github.telnyxotp.page.Attacks#xss")
	@DisplayName("SEC-66 markup in a label is text")
	void markupIsEscaped(String attack) {
		Document page = draw(Locale.ENGLISH, List.of(device("0123456789ab", attack), OTHER), null);
		assertThat(page.formActions()).hasSize(4);
		assertThat(page.buttons()).hasSize(4);
	}

	@Test
	@DisplayName("SEC-37 the box is there where it is offered, and not ticked")
	void boxIsNotTicked() {
		Document page = code(Duration.ofDays(30));
		assertThat(page.ids()).contains("remember");
		assertThat(page.markup()).contains("Remember this device for 30 days").doesNotContain("checked");
		assertThat(code(Duration.ofDays(1)).markup()).contains("Remember this device for a day");
		assertThat(code(null).ids()).contains("code").doesNotContain("remember");
	}

	private static RememberedDevice device(String reference, String label) {
		return new RememberedDevice(reference, label, Instant.parse("2026-01-01T12:00:00Z"),
				Instant.parse("2026-01-09T12:00:00Z"), Instant.parse("2026-01-31T12:00:00Z"));
	}

	private static Document draw(Locale locale, List<RememberedDevice> devices, String current) {
		return new Document(new OtpPageRenderer().renderDevices(Samples.page(locale, null, Notice.NONE),
				new DeviceList(devices, current, ACTION)));
	}

	private static Document code(Duration remember) {
		OtpPage page = Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), Notice.NONE);
		return new Document(
				new OtpPageRenderer().render(new OtpPage(page.site(), page.csrf(), page.locale(), true, page.status(),
						Notice.NONE, Duration.ZERO, Set.of(), new OtpPage.Ask(null, List.of(), remember, null))));
	}

}
