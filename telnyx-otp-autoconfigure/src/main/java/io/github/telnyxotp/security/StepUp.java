package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import io.github.telnyxotp.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * What a rule demands of the phone factor before it lets somebody through.
 *
 * @param maxAge how long ago the factor may have been earned, by the clock of the server;
 * {@code null} if that does not matter
 * @param channels the channels that count, empty for all
 * @param remembered whether a remembered device counts as well
 * @param approval the one action that the code must have been for, {@code null} if any
 * code will do
 * @since 0.1
 */
public record StepUp(@Nullable Duration maxAge, Set<Channel> channels, boolean remembered,
		@Nullable Approval approval) {

	/** The phone was proved, at any time and over any channel. */
	public static final StepUp ANY = new StepUp(null, Set.of(), false, null);

	/**
	 * Makes the set unmodifiable.
	 * @throws IllegalArgumentException if {@code maxAge} is not more than zero
	 */
	public StepUp {
		if (maxAge != null && maxAge.compareTo(Duration.ZERO) <= 0) {
			throw new IllegalArgumentException("The age of a factor must be more than zero");
		}
		channels = Set.copyOf(channels);
	}

	/**
	 * A factor that was earned lately.
	 * @param maxAge how long ago it may have been, more than zero
	 * @return the demand
	 */
	public static StepUp within(Duration maxAge) {
		return new StepUp(maxAge, Set.of(), false, null);
	}

	/**
	 * A code for this very action.
	 * @param approval the action
	 * @return the demand
	 */
	public static StepUp approving(Approval approval) {
		return new StepUp(null, Set.of(), false, approval);
	}

	/**
	 * What a code for this person is to be for. Who has not proved the phone in this
	 * session proves it with the code of the login, and needs no second one. Who was let
	 * in by a remembered device has that login behind them.
	 * @param user who is signed in
	 * @return this demand, or {@code null} if the second factor of the login meets it
	 */
	public @Nullable StepUp pendingFor(Authentication user) {
		boolean usual = this.channels.isEmpty() && this.approval == null && !PhoneFactor.isHeldBy(user)
				&& !PhoneFactor.isRemembered(user);
		return usual ? null : this;
	}

	/** Whether somebody has earned what is demanded, the approval left aside. */
	boolean isMet(Authentication user, Instant now) {
		return user.getAuthorities()
			.stream()
			.anyMatch((each) -> each instanceof FactorGrantedAuthority factor && counts(factor, now));
	}

	private boolean counts(FactorGrantedAuthority factor, Instant now) {
		boolean named = (this.channels.isEmpty() && factor.getAuthority().equals(PhoneFactor.AUTHORITY))
				|| PhoneFactor.isWithin(factor, this.channels)
				|| (this.remembered && factor.getAuthority().equals(PhoneFactor.REMEMBERED_DEVICE));
		return named && (this.maxAge == null || now.isBefore(factor.getIssuedAt().plus(this.maxAge)));
	}

}
