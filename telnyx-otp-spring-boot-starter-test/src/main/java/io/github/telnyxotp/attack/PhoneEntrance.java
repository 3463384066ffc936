package io.github.telnyxotp.attack;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Login with nothing but a phone.
 *
 * @param victims customers, at least one
 */
record PhoneEntrance(List<Account> victims) implements Entrance {

	private static final String PAGE = "/login/phone";

	/** Of the numbers of strangers; four digits follow. */
	private static final String RANGE = "+1202555";

	private static final int NUMBERS = 9000;

	PhoneEntrance {
		if (victims.isEmpty()) {
			throw new IllegalArgumentException("At least one account must be given");
		}
	}

	@Override
	public Response enter(Visit visit, Account account) {
		visit.get(PAGE);
		return visit.post(PAGE, Map.of("phone", account.phone()));
	}

	@Override
	public Account stranger(int index) {
		return numbered(index % NUMBERS);
	}

	@Override
	public Account victim(int index) {
		return this.victims.get(index % this.victims.size());
	}

	/** From the end of the range, where no pumper gets to. */
	@Override
	public Account unknown(int index) {
		return numbered(NUMBERS + index % (10_000 - NUMBERS));
	}

	private Account numbered(int number) {
		return Account.ofPhone(RANGE + String.format(Locale.ROOT, "%04d", number));
	}

}
