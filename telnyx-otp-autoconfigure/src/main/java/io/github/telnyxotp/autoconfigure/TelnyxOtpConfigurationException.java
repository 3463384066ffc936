package io.github.telnyxotp.autoconfigure;

/**
 * A setting without which nothing works, or works safely. Shown at start as a plain
 * description with what to do.
 */
final class TelnyxOtpConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String reason;

	private final String action;

	TelnyxOtpConfigurationException(String property, String reason, String action) {
		super("Property '" + property + "': " + reason);
		this.property = property;
		this.reason = reason;
		this.action = action;
	}

	String property() {
		return this.property;
	}

	String reason() {
		return this.reason;
	}

	String action() {
		return this.action;
	}

}
