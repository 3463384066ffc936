package io.github.telnyxotp.security;

import java.util.Collection;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Somebody who proved a phone and whose earlier authentication is of a kind that cannot
 * be rebuilt with more authorities. Keeps its principal and name.
 *
 * @since 0.1
 */
public final class OtpAuthentication extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	@SuppressWarnings("serial") // principals of a session are serializable by custom
	private final Object principal;

	private final String name;

	OtpAuthentication(Authentication current, Collection<? extends GrantedAuthority> authorities) {
		super(authorities);
		this.principal = Objects.requireNonNullElse(current.getPrincipal(), current.getName());
		this.name = current.getName();
		setDetails(current.getDetails());
		super.setAuthenticated(true);
	}

	private OtpAuthentication(Builder<?> builder) {
		super(builder);
		this.principal = builder.principal;
		this.name = builder.name;
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

		private Builder(OtpAuthentication authentication) {
			super(authentication);
			this.principal = authentication.principal;
			this.name = authentication.name;
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
