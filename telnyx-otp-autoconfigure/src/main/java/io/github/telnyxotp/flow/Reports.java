package io.github.telnyxotp.flow;

import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.OtpEvent;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.store.StoreUnavailableException;

/**
 * Finds the challenges that reports of the network are about.
 */
final class Reports {

	private final ToldStore store;

	private final OtpEvents events;

	private final Sender sender;

	Reports(ToldStore store, OtpEvents events, Sender sender) {
		this.store = store;
		this.events = events;
		this.sender = sender;
	}

	Receipt delivery(VerificationId verification, Delivery report) {
		try {
			Optional<ChallengeId> known = this.store.find(verification);
			if (known.isEmpty()) {
				return keep(verification, report);
			}
			this.sender.report(known.get(), verification, report);
			return Receipt.KNOWN;
		}
		catch (StoreUnavailableException ex) {
			return Receipt.UNAVAILABLE;
		}
	}

	private Receipt keep(VerificationId verification, Delivery report) {
		this.sender.keepEarly(verification, report);
		// The sending may have become known in between, and looked for reports before
		// this one was kept
		Optional<ChallengeId> known = this.store.find(verification);
		known.ifPresent((id) -> this.sender.catchUp(id, verification));
		return known.isPresent() ? Receipt.KNOWN : Receipt.STRANGER;
	}

	Receipt completed(VerificationId verification, String status) {
		try {
			Optional<Challenge> known = this.store.find(verification).flatMap(this.store::look);
			known.map(this.events::subject)
				.ifPresent((subject) -> this.events.tell(new OtpEvent.Completed(subject, status)));
			return known.isPresent() ? Receipt.KNOWN : Receipt.STRANGER;
		}
		catch (StoreUnavailableException ex) {
			return Receipt.UNAVAILABLE;
		}
	}

}
