package io.github.telnyxotp.security;

import java.util.List;

import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * Somebody who is about to sign in by phone. Nobody knows who it is before the code was
 * right, so all visitors have the same name; what tells them apart is the challenge that
 * each keeps in the session. Never authenticated.
 *
 * @since 0.1
 */
public final class OtpVisitor extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	/** Whoever has the challenge owns it. No account should have this name. */
	static final Owner OWNER = new Owner("(visitor)", Purpose.LOGIN);

	/**
	 * A visitor.
	 */
	public OtpVisitor() {
		super(List.of());
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return OWNER.subject();
	}

	@Override
	public void setAuthenticated(boolean authenticated) {
		if (authenticated) {
			throw new IllegalArgumentException("A visitor is nobody yet");
		}
		super.setAuthenticated(false);
	}

}
