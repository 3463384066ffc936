package io.github.telnyxotp.security;

import java.util.Collection;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Somebody who proved a phone: either signed in by phone alone, or with an earlier
 * authentication of a kind that cannot be rebuilt with more authorities, whose principal
 * and name it keeps.
 *
 * @since 0.1
 */
public final class OtpAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	@SuppressWarnings("serial") // principals of a session are serializable by custom
	private final Object principal;

	private final String name;

	/** That the phone is all there is stays true however often it is proved (SEC-36). */
	private final boolean alone;

	OtpAuthentication(UserDetails user, @Nullable Object details) {
		super(user.getAuthorities());
		this.principal = user;
		this.name = user.getUsername();
		this.alone = true;
		setDetails(details);
		super.setAuthenticated(true);
	}

	OtpAuthentication(Authentication current, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.principal = Objects.requireNonNullElse(current.getPrincipal(), current.getName());
		this.name = current.getName();
		this.alone = false;
		setDetails(current.getDetails());
		super.setAuthenticated(true);
	}

	private OtpAuthentication(Builder<?> builder) {
		super(builder);
		this.principal = builder.principal;
		this.name = builder.name;
		this.alone = builder.alone;
	}

	boolean isAlone() {
		return this.alone;
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public Object getPrincipal() {
		return this.principal;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public void setAuthenticated(boolean authenticated) {
		if (authenticated) {
			throw new IllegalArgumentException("Only the provider says that a phone is proved");
		}
		super.setAuthenticated(false);
	}

	@Override
	public Builder<?> toBuilder() {
		return new Builder<>(this);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return super.equals(other) && other instanceof OtpAuthentication that && this.name.equals(that.name);
	}

	@Override
	public int hashCode() {
		return 31 * super.hashCode() + this.name.hashCode();
	}

	/**
	 * Builds a copy with other authorities.
	 *
	 * @param <B> this type
	 */
	public static final class Builder<B extends Builder<B>> extends AbstractAuthenticationBuilder<B> {

		private final Object principal;

		private final String name;

		private final boolean alone;

		private Builder(OtpAuthentication authentication) {
			super(authentication);
			this.principal = authentication.principal;
			this.name = authentication.name;
			this.alone = authentication.alone;
		}

		@Override
		public B principal(@Nullable Object principal) {
			throw new IllegalArgumentException("The principal stays as it is");
		}

		@Override
		public OtpAuthentication build() {
			return new OtpAuthentication(this);
		}

	}

}
