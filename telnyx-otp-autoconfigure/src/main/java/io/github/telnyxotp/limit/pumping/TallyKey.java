package io.github.telnyxotp.limit.pumping;

/**
 * Under which key a rule counts. Never printed whole: it may be part of a number, or an
 * address.
 *
 * @param rule whose count
 * @param value of what
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
