package io.github.telnyxotp.phonebook;

/**
 * Says that an account cannot have the number that was proved for it. The person is told
 * that the number cannot be used, and nothing of the reason.
 *
 * @since 0.1
 */
public final class PhoneNumberRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param message why, without the number, which belongs in no log (SEC-31)
	 */
	public PhoneNumberRefusedException(String message) {
		super(message);
	}

}
