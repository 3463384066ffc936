package io.github.telnyxotp.security;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Verdict;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * A submitted code, on its way to {@link OtpAuthenticationProvider}. The code can be
 * taken out once and is gone then, so that no event or exception carries it (SEC-09).
 *
 * @since 0.1
 */
public final class OtpAuthenticationToken extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final transient Authentication current;

	private final transient @Nullable ChallengeId challenge;

	private final transient AtomicReference<@Nullable String> code;

	private final transient AtomicReference<@Nullable Verdict> refusal = new AtomicReference<>();

	/**
	 * A code that somebody who is signed in submitted.
	 * @param current who is signed in
	 * @param challenge the challenge of this browser, or {@code null} if it has none
	 * @param code digits only, or {@code null} if what was submitted is no code
	 */
	public OtpAuthenticationToken(Authentication current, @Nullable ChallengeId challenge, @Nullable String code) {
		super(List.of());
		this.current = current;
		this.challenge = challenge;
		this.code = new AtomicReference<>(code);
	}

	/**
	 * Who submitted the code.
	 * @return the authentication with the first factor
	 */
	Authentication current() {
		return this.current;
	}

	boolean isOfVisitor() {
		return this.current instanceof OtpVisitor;
	}

	@Nullable ChallengeId challenge() {
		return this.challenge;
	}

	Optional<String> takeCode() {
		return Optional.ofNullable(this.code.getAndSet(null));
	}

	/**
	 * Why the code did not succeed, more exactly than an exception of Spring Security can
	 * say.
	 * @return the verdict, or nothing while there is none
	 */
	public Optional<Verdict> refusal() {
		return Optional.ofNullable(this.refusal.get());
	}

	void refused(Verdict verdict) {
		this.refusal.set(verdict);
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public @Nullable Object getPrincipal() {
		return this.current.getPrincipal();
	}

	@Override
	public String getName() {
		return this.current.getName();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

}
