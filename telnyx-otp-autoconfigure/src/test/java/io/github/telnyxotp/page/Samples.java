package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Next;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Models that the tests of this room draw.
 */
final class Samples {

	static final Locale SPANISH = Locale.forLanguageTag("es");

	static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	static final OtpLinks LINKS = new OtpLinks("/login/otp", "/login/otp/send", "/login/otp/status", "/logout");

	static final OtpPage.Csrf CSRF = new OtpPage.Csrf("_csrf", "token-of-the-session");

	private Samples() {
	}

	static OtpPage page(Locale locale, @Nullable ChallengeStatus status, Notice notice) {
		return new OtpPage(new OtpPage.Site(LINKS, CodeFormat.ANY, "Sample Bank"), CSRF, locale, true, status, notice);
	}

	static OtpPage withoutPhone(Locale locale) {
		return new OtpPage(new OtpPage.Site(LINKS, CodeFormat.ANY, null), CSRF, locale, false, null, Notice.NONE);
	}

	static ChallengeStatus status(State state) {
		return status(state, 5, new Step(Channel.WHATSAPP, delivery(state)));
	}

	static ChallengeStatus status(State state, int attemptsLeft, Step... steps) {
		return new ChallengeStatus(state, PHONE, List.of(steps), List.of(Channel.values()), attemptsLeft,
				Duration.ofMillis(24_001), Duration.ofSeconds(290));
	}

	/** Waits for WhatsApp; a text message is due. */
	static ChallengeStatus due(Duration after) {
		return due(State.WAITING, after, new Step(Channel.WHATSAPP, Delivery.ACCEPTED));
	}

	static ChallengeStatus due(State state, Duration after, Step... steps) {
		return new ChallengeStatus(state, PHONE, List.of(steps), List.of(Channel.values()), 5,
				Duration.ofMillis(24_001), Duration.ofSeconds(290), new Next(Channel.SMS, after));
	}

	private static Delivery delivery(State state) {
		return switch (state) {
			case SENDING -> Delivery.SENDING;
			case STALLED, FAILED -> Delivery.FAILED;
			default -> Delivery.ACCEPTED;
		};
	}

}
