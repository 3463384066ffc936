package io.github.telnyxotp.limit.money;

import java.math.BigDecimal;

/**
 * An amount of money in US dollars, never negative, exact to a millionth.
 *
 * @param micros millionths of a dollar, zero to {@link #LARGEST}
 * @since 0.1
 */
public record Money(long micros) implements Comparable<Money> {

	/** A thousand million dollars in millionths: sums of it are far from an overflow. */
	public static final long LARGEST = 1_000_000_000_000_000L;

	/** Nothing. */
	public static final Money ZERO = new Money(0);

	private static final int DIGITS = 6;

	/**
	 * Checks the range.
	 * @throws IllegalArgumentException if the amount is negative or too large
	 */
	public Money {
		if (micros < 0 || micros > LARGEST) {
			throw new IllegalArgumentException("An amount must lie between 0 and 1000000000 dollars");
		}
	}

	/**
	 * From dollars.
	 * @param dollars the amount, with at most six digits after the point
	 * @return the same amount
	 * @throws IllegalArgumentException if it is negative, too large or too fine
	 */
	public static Money of(BigDecimal dollars) {
		try {
			return new Money(dollars.movePointRight(DIGITS).longValueExact());
		}
		catch (ArithmeticException ex) {
			throw new IllegalArgumentException(
					"An amount must be at most 1000000000 dollars and have at most six digits after the point", ex);
		}
	}

	/**
	 * From dollars in writing.
	 * @param dollars for example {@code 0.05}
	 * @return the same amount
	 * @throws IllegalArgumentException if it is no number, negative, too large or too
	 * fine
	 */
	public static Money of(String dollars) {
		try {
			return of(new BigDecimal(dollars));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("An amount must be a number of dollars, for example 0.05", ex);
		}
	}

	/**
	 * The amount in dollars.
	 * @return a number with at most six digits after the point and no zeros at its end
	 */
	public BigDecimal dollars() {
		BigDecimal exact = BigDecimal.valueOf(this.micros, DIGITS).stripTrailingZeros();
		return (exact.scale() < 0) ? exact.setScale(0) : exact;
	}

	/**
	 * The sum.
	 * @param other what to add
	 * @return both together
	 * @throws IllegalArgumentException if that is too large
	 */
	public Money plus(Money other) {
		return new Money(this.micros + other.micros);
	}

	/**
	 * What is left.
	 * @param other what to take away
	 * @return the difference, or nothing if more is taken than there is
	 */
	public Money less(Money other) {
		return new Money(Math.max(0, this.micros - other.micros));
	}

	/**
	 * A share, rounded down.
	 * @param percent 0 to 100
	 * @return so many hundredths of it
	 */
	public Money percent(int percent) {
		return new Money(this.micros * percent / 100);
	}

	@Override
	public int compareTo(Money other) {
		return Long.compare(this.micros, other.micros);
	}

	@Override
	public String toString() {
		return dollars().toPlainString() + " USD";
	}

}
