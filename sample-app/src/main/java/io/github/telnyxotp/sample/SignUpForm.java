package io.github.telnyxotp.sample;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What somebody fills in who wants an account. Does not print itself.
 *
 * @param name the user name, made lower case
 * @param password in clear
 * @param phone as typed
 */
record SignUpForm(String name, String password, String phone) {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{2,29}");

	private static final int SHORTEST_PASSWORD = 8;

	/** The usual encoder takes no more bytes. */
	private static final int LONGEST_PASSWORD = 72;

	SignUpForm(@Nullable String name, @Nullable String password, @Nullable String phone) {
		this.name = (name != null) ? name.strip().toLowerCase(Locale.ROOT) : "";
		this.password = (password != null) ? password : "";
		this.phone = (phone != null) ? phone : "";
	}

	boolean hasName() {
		return NAME.matcher(this.name).matches();
	}

	boolean hasPassword() {
		return this.password.length() >= SHORTEST_PASSWORD
				&& this.password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PASSWORD;
	}

	@Override
	public String toString() {
		return "SignUpForm[" + this.name + "]";
	}

}
