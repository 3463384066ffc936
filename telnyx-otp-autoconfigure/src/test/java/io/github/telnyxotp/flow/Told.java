package io.github.telnyxotp.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.OtpEvent.Subject;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;

/**
 * Events of a country and time that stand still.
 */
public final class Told {

	private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

	private Told() {
	}

	public static OtpEvents to(Consumer<OtpEvent> listener) {
		return new OtpEvents(listener, (alarm) -> {
		}, (phone) -> "US", InstantSource.fixed(NOW));
	}

	public static OtpEvents nobody() {
		return to((event) -> {
		});
	}

	static Subject about(ChallengeId id, Owner owner, PhoneNumber phone) {
		return new Subject(id.reference(), owner, phone.masked(), "US", NOW);
	}

}
