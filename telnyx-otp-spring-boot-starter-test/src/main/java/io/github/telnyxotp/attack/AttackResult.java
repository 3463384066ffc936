package io.github.telnyxotp.attack;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one attacker got.
 *
 * @param attacker who it was
 * @param messages the messages that he had sent, by channel and country; those of the
 * real users are not among them
 * @param spent what they cost
 * @param accountsOpened how often he got into an account that he should not get into
 * @param wrongCodes how many wrong codes reached Telnyx and were compared there
 * @param guessProbability how many accounts guessing opens on average in a day: wrong
 * codes a day by the number of possible codes. Where the clock cannot be moved, the same
 * is taken to succeed every hour of the day
 * @param users what became of real users in the meantime
 * @param traffic what the attacker saw
 * @param findings what should not be, in words
 * @param notes what was not tried, in words
 * @since 0.1
 */
public record AttackResult(Attacker attacker, Map<Destination, Long> messages, BigDecimal spent, int accountsOpened,
		long wrongCodes, double guessProbability, Users users, Traffic traffic, List<String> findings,
		List<String> notes) {

	static final String HEAD = """
			| attacker | messages | money | accounts opened | wrong codes checked | guessed a day | real users | \
			refused | time | found |
			|---|---|---|---|---|---|---|---|---|---|
			""";

	/**
	 * How many messages he had sent, over all channels and countries.
	 * @return the number
	 */
	public long messageCount() {
		return this.messages.values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * The result as a row of a Markdown table.
	 * @return one line
	 */
	public String toMarkdown() {
		String where = this.messages.isEmpty() ? "" : " " + new TreeMap<>(this.messages);
		List<String> words = this.findings.isEmpty() ? this.notes : this.findings;
		return String.format(Locale.ROOT, "| %s | %d%s | %s | %d | %d | %.1e | %s | %d of %d | %.1f s | %s |%n",
				this.attacker.label(), messageCount(), where, this.spent.setScale(2, RoundingMode.HALF_UP),
				this.accountsOpened, this.wrongCodes, this.guessProbability, this.users, this.traffic.refusals(),
				this.traffic.requests(), this.traffic.duration().toMillis() / 1000.0,
				words.isEmpty() ? "nothing" : String.join("; ", words));
	}

	/**
	 * Real users who signed in during the attack and right after it.
	 *
	 * @param tried how many tried
	 * @param signedIn how many succeeded
	 */
	public record Users(int tried, int signedIn) {

		@Override
		public String toString() {
			return (this.tried == 0) ? "-" : this.signedIn + " of " + this.tried;
		}

	}

	/**
	 * What went over the wire.
	 *
	 * @param requests how many requests the attacker made
	 * @param refusals how many were visibly refused: 403, 429, 503, or back to a page
	 * with an error
	 * @param duration how long it took, in real time
	 */
	public record Traffic(int requests, int refusals, Duration duration) {
	}

}
