package io.github.telnyxotp.attack;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What the attackers got, and what may be demanded of it. The demands hold for each
 * attacker on his own. A demand that fails shows the whole table.
 *
 * @param results one for each attacker, in the order in which they ran
 * @param seed where chance began; the same seed makes the same attacks
 * @since 0.1
 */
public record AttackReport(List<AttackResult> results, long seed) {

	/**
	 * No attacker may have more messages sent.
	 * @param most this many are allowed
	 * @return this report
	 */
	public AttackReport maxMessages(long most) {
		return demand("at most " + most + " messages", (result) -> result.messageCount() <= most);
	}

	/**
	 * No attacker may make the owner spend more.
	 * @param most this much is allowed, for example {@code 2.00}
	 * @return this report
	 */
	public AttackReport maxSpend(String most) {
		BigDecimal limit = new BigDecimal(most);
		return demand("at most " + most + " spent", (result) -> result.spent().compareTo(limit) <= 0);
	}

	/**
	 * Guessing for a day must open fewer accounts on average.
	 * @param limit for example {@code 1e-4}
	 * @return this report
	 */
	public AttackReport guessProbabilityBelow(double limit) {
		return demand("a guess probability a day below " + limit, (result) -> result.guessProbability() < limit);
	}

	/**
	 * No attacker may get into more accounts.
	 * @param most this many are allowed, usually 0
	 * @return this report
	 */
	public AttackReport accountsOpened(int most) {
		return demand("at most " + most + " accounts opened", (result) -> result.accountsOpened() <= most);
	}

	/**
	 * Nothing may have been found: no forged webhook taken in, no code used twice, no
	 * difference between customers and strangers.
	 * @return this report
	 */
	public AttackReport nothingFound() {
		return demand("nothing found", (result) -> result.findings().isEmpty());
	}

	/**
	 * Real users must be able to sign in, over all attacks together.
	 * @param share at least this share of them, 0 to 1
	 * @return this report
	 */
	public AttackReport realUsersSignedIn(double share) {
		int tried = this.results.stream().mapToInt((result) -> result.users().tried()).sum();
		int signedIn = this.results.stream().mapToInt((result) -> result.users().signedIn()).sum();
		if (tried == 0) {
			throw failure("No real user tried to sign in during the attacks. Name more users, or give a clock.");
		}
		if ((double) signedIn / tried < share) {
			throw failure(String.format(Locale.ROOT,
					"Demanded: a share of %s of real users signed in; it was %d of %d.", share, signedIn, tried));
		}
		return this;
	}

	/**
	 * The table of all attackers.
	 * @return Markdown
	 */
	public String toMarkdown() {
		StringBuilder table = new StringBuilder(AttackResult.HEAD);
		this.results.forEach((result) -> table.append(result.toMarkdown()));
		return table.append(System.lineSeparator()).append("Seed: ").append(this.seed).toString();
	}

	private AttackReport demand(String what, Predicate<AttackResult> holds) {
		List<String> guilty = this.results.stream()
			.filter(holds.negate())
			.map((result) -> result.attacker().label())
			.toList();
		if (!guilty.isEmpty()) {
			throw failure("Demanded: " + what + ". Not so with: " + String.join(", ", guilty) + ".");
		}
		return this;
	}

	private AssertionError failure(String sentence) {
		return new AssertionError(sentence + System.lineSeparator() + System.lineSeparator() + toMarkdown());
	}

}
