package io.github.telnyxotp.security;

import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Keeps what one account has earned from another of the same name. Spring Security adds
 * the factors and roles of whoever is signed in to the next login of the same name, but a
 * name at a provider is not the name here (SEC-35). Before it does so this forgets who
 * was signed in, so that the new login takes the place of the old one.
 *
 * @since 0.1
 */
public final class AccountGuard implements ApplicationListener<AuthenticationSuccessEvent> {

	private final OtpSecondFactor accounts;

	private final SecurityContextHolderStrategy holder;

	/**
	 * A guard for the people whom this strategy knows.
	 * @param accounts tells accounts apart
	 * @param holder who knows who is signed in
	 */
	public AccountGuard(OtpSecondFactor accounts, SecurityContextHolderStrategy holder) {
		this.accounts = accounts;
		this.holder = holder;
	}

	@Override
	public void onApplicationEvent(AuthenticationSuccessEvent event) {
		Authentication current = this.holder.getContext().getAuthentication();
		if (current != null && this.accounts.isNamesake(current, event.getAuthentication())) {
			this.holder.setContext(this.holder.createEmptyContext());
		}
	}

}
