package io.github.telnyxotp.store;

/**
 * The store can read or keep nothing now: it is full or out of reach. Whoever meets it
 * refuses, for identity and money are at stake (SEC-58).
 *
 * @since 0.1
 */
public final class StoreUnavailableException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message for the operator.
	 * @param message what is wrong and what to do
	 */
	public StoreUnavailableException(String message) {
		super(message);
	}

	/**
	 * With a message for the operator and the cause.
	 * @param message what is wrong and what to do
	 * @param cause why
	 */
	public StoreUnavailableException(String message, Throwable cause) {
		super(message, cause);
	}

}
