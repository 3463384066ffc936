package io.github.telnyxotp.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Optional;

/**
 * What a customer wants to send.
 *
 * @param amount how much, in dollars with two decimals
 * @param payee the name of who gets it
 * @param account the account of who gets it, without spaces
 */
record TransferOrder(BigDecimal amount, String payee, String account) {

	private static final BigDecimal MOST = new BigDecimal("100000");

	/** Nothing if a field is not what it should be. */
	static Optional<TransferOrder> of(String amount, String payee, String account) {
		String name = payee.strip();
		String number = account.replace(" ", "").toUpperCase(Locale.ROOT);
		boolean sensible = amount.strip().matches("[0-9]{1,6}([.][0-9]{1,2})?")
				&& name.matches("[\\p{L}\\p{M}\\p{Nd} .,'&-]{1,70}") && number.matches("[A-Z0-9]{6,34}");
		return sensible ? Optional.of(new BigDecimal(amount.strip()).setScale(2, RoundingMode.UNNECESSARY))
			.filter((value) -> value.signum() > 0 && value.compareTo(MOST) <= 0)
			.map((value) -> new TransferOrder(value, name, number)) : Optional.empty();
	}

	/**
	 * As the customer approves it. Expressions call it, so it is public.
	 * @return amount, payee and account
	 */
	public String words() {
		DecimalFormat format = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
		return "$" + format.format(this.amount) + " to " + this.payee + ", account " + this.account;
	}

}
