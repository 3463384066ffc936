package io.github.telnyxotp.telnyx;

import java.time.Duration;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * Spares Telnyx, and the people who wait, calls that would fail: while a circuit is open
 * its calls are answered at once as ones that never left, so that no attempt and no
 * sending is lost (D3). Trouble is every answer that says nothing about phone or code,
 * and every exception; exceptions of the other client are passed on. Safe for use by many
 * threads.
 *
 * @since 0.1
 */
public final class CircuitTelnyxClient implements TelnyxClient {

	private final TelnyxClient telnyx;

	private final TelnyxCircuits circuits;

	/**
	 * Puts circuits around a client.
	 * @param telnyx who is asked
	 * @param circuits who decides whether it is asked
	 */
	public CircuitTelnyxClient(TelnyxClient telnyx, TelnyxCircuits circuits) {
		this.telnyx = telnyx;
		this.circuits = circuits;
	}

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		Circuit circuit = this.circuits.sending(channel);
		if (!circuit.permits()) {
			return new SendAnswer.Refused(Reason.NEVER_LEFT);
		}
		Finding finding = Finding.TROUBLE;
		try {
			SendAnswer answer = this.telnyx.send(phone, channel, timeToLive);
			finding = finding(answer);
			return answer;
		}
		finally {
			conclude(circuit, finding);
		}
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		Circuit circuit = this.circuits.checking();
		if (!circuit.permits()) {
			return CheckAnswer.NEVER_LEFT;
		}
		Finding finding = Finding.TROUBLE;
		try {
			CheckAnswer answer = this.telnyx.check(phone, verification, code);
			finding = finding(answer);
			return answer;
		}
		finally {
			conclude(circuit, finding);
		}
	}

	/**
	 * Passed on in every state: nobody waits for it.
	 */
	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		return this.telnyx.retrieve(verification);
	}

	private void conclude(Circuit circuit, Finding finding) {
		circuit.conclude(finding != Finding.GOOD);
		if (finding != Finding.TROUBLE) {
			this.circuits.learn(finding == Finding.MISCONFIGURED);
		}
	}

	private static Finding finding(SendAnswer answer) {
		if (answer instanceof SendAnswer.Refused refused) {
			return switch (refused.reason()) {
				case CHANNEL -> Finding.GOOD;
				case THROTTLED, NEVER_LEFT -> Finding.TROUBLE;
				case MISCONFIGURED -> Finding.MISCONFIGURED;
			};
		}
		return (answer instanceof SendAnswer.Accepted) ? Finding.GOOD : Finding.TROUBLE;
	}

	private static Finding finding(CheckAnswer answer) {
		return switch (answer) {
			case ACCEPTED, WRONG, EXPIRED, LOCKED -> Finding.GOOD;
			case UNAVAILABLE, NEVER_LEFT -> Finding.TROUBLE;
			case MISCONFIGURED -> Finding.MISCONFIGURED;
		};
	}

	/** What an answer says of Telnyx itself. */
	private enum Finding {

		GOOD, TROUBLE, MISCONFIGURED

	}

}
