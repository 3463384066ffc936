package io.github.telnyxotp.limit;

import java.util.List;

/**
 * One counter that a request is counted on. Two charges are equal if they mean the same
 * counter. Comparable, so that no choice of names makes a table of them slow.
 *
 * @param limit which limit
 * @param key which of its counters. In stores it is a name that tells nothing (SEC-30)
 * @param former what the same counter was named before the secret changed, the latest
 * first. Stores that outlive a change of the secret count what is there on top
 * @since 0.1
 */
public record Charge(Limit limit, String key, List<String> former) implements Comparable<Charge> {

	/**
	 * Keeps a copy.
	 */
	public Charge {
		former = List.copyOf(former);
	}

	/**
	 * A counter that had no other name.
	 * @param limit which limit
	 * @param key which of its counters
	 */
	public Charge(Limit limit, String key) {
		this(limit, key, List.of());
	}

	@Override
	public int compareTo(Charge other) {
		int keys = this.key.compareTo(other.key);
		return (keys != 0) ? keys : this.limit.name().compareTo(other.limit.name());
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Charge charge && this.key.equals(charge.key)
				&& this.limit.name().equals(charge.limit.name());
	}

	@Override
	public int hashCode() {
		return 31 * this.limit.name().hashCode() + this.key.hashCode();
	}

	/**
	 * Does not show whose counter it is.
	 */
	@Override
	public String toString() {
		return "Charge[limit=" + this.limit.name() + "]";
	}

}
