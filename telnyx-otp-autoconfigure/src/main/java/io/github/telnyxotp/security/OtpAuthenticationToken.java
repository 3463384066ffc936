package io.github.telnyxotp.security;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Verdict;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A submitted code, on its way to {@link OtpAuthenticationProvider}. The code can be
 * taken out once and is gone then, so that no event or exception carries it (SEC-09).
 *
 * @since 0.1
 */
public final class OtpAuthenticationToken extends AbstractAuthenticationToken {

	private static final long serialVersionUID = 1L;

	private final transient OtpContext context;

	private final transient AtomicReference<@Nullable String> code;

	private final transient AtomicReference<@Nullable Verdict> refusal = new AtomicReference<>();

	private final transient AtomicReference<@Nullable PhoneNumber> proved = new AtomicReference<>();

	/**
	 * A code that somebody submitted.
	 * @param context who, and for which challenge
	 * @param code digits only, or {@code null} if what was submitted is no code
	 */
	public OtpAuthenticationToken(OtpContext context, @Nullable String code) {
		super(List.of());
		this.context = context;
		this.code = new AtomicReference<>(code);
	}

	/**
	 * Who submitted the code, and for which challenge.
	 * @return the context of the code
	 */
	public OtpContext context() {
		return this.context;
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

	/**
	 * The phone that the code proved.
	 * @return the phone, or nothing before the code was right
	 */
	public Optional<PhoneNumber> proved() {
		return Optional.ofNullable(this.proved.get());
	}

	void proved(PhoneNumber phone) {
		this.proved.set(phone);
	}

	@Override
	public @Nullable Object getCredentials() {
		return null;
	}

	@Override
	public @Nullable Object getPrincipal() {
		return this.context.user().getPrincipal();
	}

	@Override
	public String getName() {
		return this.context.user().getName();
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
