package io.github.telnyxotp.attack;

/**
 * Where messages went.
 *
 * @param channel {@code whatsapp}, {@code sms}, {@code call} or {@code flashcall}
 * @param country two letters as in ISO 3166, or {@code ZZ}
 * @since 0.1
 */
public record Destination(String channel, String country) implements Comparable<Destination> {

	@Override
	public int compareTo(Destination other) {
		return toString().compareTo(other.toString());
	}

	@Override
	public String toString() {
		return this.channel + " " + this.country;
	}

}
