package io.github.telnyxotp.security;

import java.time.Instant;

import org.springframework.security.authorization.AuthorizationDecision;

/**
 * The refusal of a sensitive action because the phone was changed a short time ago
 * (SEC-40). No code helps; time does.
 *
 * @since 0.1
 */
public final class RestDecision extends AuthorizationDecision {

	private final Instant until;

	RestDecision(Instant until) {
		super(false);
		this.until = until;
	}

	/**
	 * When it is possible again.
	 * @return the end of the rest
	 */
	public Instant until() {
		return this.until;
	}

}
