package io.github.telnyxotp.limit.pumping;

/**
 * Under which key a rule counts.
 *
 * @param rule whose count
 * @param value of what, by a name that tells nothing (SEC-30)
 * @since 0.1
 */
public record TallyKey(PumpingRule rule, String value) {

	/**
	 * Does not show the value.
	 */
	@Override
	public String toString() {
		return "TallyKey[rule=" + this.rule + "]";
	}

}
