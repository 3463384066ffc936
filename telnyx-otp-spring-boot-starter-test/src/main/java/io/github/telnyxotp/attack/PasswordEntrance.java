package io.github.telnyxotp.attack;

import java.util.List;
import java.util.Map;

/**
 * Form login as Spring Security has it. Whoever orders messages here needs passwords, so
 * strangers are the accounts whose passwords were stolen.
 *
 * @param stolen these accounts, at least one
 */
record PasswordEntrance(List<Account> stolen) implements Entrance {

	private static final String PAGE = "/login";

	PasswordEntrance {
		if (stolen.isEmpty()) {
			throw new IllegalArgumentException("At least one account must be given");
		}
	}

	@Override
	public Response enter(Visit visit, Account account) {
		visit.get(PAGE);
		return visit.post(PAGE, Map.of("username", account.name(), "password", account.password()));
	}

	@Override
	public Account stranger(int index) {
		return victim(index);
	}

	@Override
	public Account victim(int index) {
		return this.stolen.get(index % this.stolen.size());
	}

	@Override
	public Account unknown(int index) {
		String name = victim(index).name();
		return new Account("zz" + name.substring(Math.min(2, name.length())), "not-the-password", "+12025559999");
	}

}
