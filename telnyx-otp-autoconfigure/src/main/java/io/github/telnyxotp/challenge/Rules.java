package io.github.telnyxotp.challenge;

/**
 * All decisions about challenges. Every race between requests, timers and reports is
 * decided here, once for every store and both web stacks.
 *
 * @param life how challenges begin and end
 * @param sends what is sent, and when
 * @param checks what becomes of submitted codes
 * @since 0.1
 */
public record Rules(LifeRules life, SendRules sends, CheckRules checks) {

	/**
	 * Rules that go by these numbers.
	 * @param policy the numbers
	 */
	public Rules(Policy policy) {
		this(new LifeRules(policy), new SendRules(policy), new CheckRules(policy));
	}

}
