package io.github.telnyxotp.limit.pumping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the guard against pumping says to one message. It holds no number and no address.
 *
 * @param at when it was decided, for {@link SentMessage}
 * @param findings what rules object to, the most serious first; empty if nothing
 * @param alarms changes of conversion that are to be told
 * @param counted where the message was counted; empty if it is refused
 * @since 0.1
 */
public record PumpingAnswer(Instant at, List<Finding> findings, List<ConversionAlarm> alarms, List<Place> counted) {

	/**
	 * Copies the lists.
	 */
	public PumpingAnswer {
		findings = List.copyOf(findings);
		alarms = List.copyOf(alarms);
		counted = List.copyOf(counted);
	}

	/**
	 * Why the message must not be sent.
	 * @return the enforced finding with the longest wait, or empty if it may be sent
	 */
	public Optional<Finding> refusal() {
		return this.findings.stream().filter((finding) -> !finding.onlyRecorded()).findFirst();
	}

	/**
	 * A tally in which the message was counted.
	 *
	 * @param key which one
	 * @param undo takes the message back
	 */
	public record Place(TallyKey key, TallyRule<Boolean> undo) {
	}

	/**
	 * An objection.
	 *
	 * @param rule whose
	 * @param country country of the phone
	 * @param retryAfter when the rule would let it pass, more than zero
	 * @param onlyRecorded whether the rule only would have refused
	 */
	public record Finding(PumpingRule rule, String country, Duration retryAfter, boolean onlyRecorded) {
	}

}
