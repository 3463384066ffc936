package io.github.telnyxotp.security;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;

/**
 * The authorities that a person earns by proving a phone, with the time they were earned
 * (D6). Rules of an application may name them.
 *
 * @since 0.1
 */
public final class PhoneFactor {

	/** The phone was proved, over whatever channel. */
	public static final String AUTHORITY = "FACTOR_PHONE_OTP";

	/**
	 * What is missing of somebody who has shown nothing but the phone. Nobody earns it:
	 * it leads to the usual login, whatever that is.
	 */
	public static final String ANOTHER = "FACTOR_BESIDES_PHONE";

	private PhoneFactor() {
	}

	/**
	 * The authority that tells the channel too, so that a rule can refuse, say, text
	 * messages.
	 * @param channel the channel
	 * @return for example {@code FACTOR_PHONE_OTP_WHATSAPP}
	 */
	public static String authority(Channel channel) {
		return AUTHORITY + "_" + channel.name();
	}

	/**
	 * Whether somebody has proved a phone, however long ago. An authority that merely has
	 * the name does not count (SEC-35).
	 * @param authentication who
	 * @return {@code true} if the factor was earned
	 */
	public static boolean isHeldBy(Authentication authentication) {
		return authentication.getAuthorities()
			.stream()
			.anyMatch((each) -> each instanceof FactorGrantedAuthority && AUTHORITY.equals(each.getAuthority()));
	}

	/**
	 * Whether the phone is all that somebody has shown: signed in by phone, and no other
	 * factor since. For a rule that demands two factors this is one, however often the
	 * phone was proved (SEC-36).
	 * @param authentication who
	 * @return {@code true} if another factor is missing
	 */
	public static boolean isAllOf(Authentication authentication) {
		return authentication instanceof OtpAuthentication otp && otp.isAlone()
				&& authentication.getAuthorities().stream().noneMatch(PhoneFactor::isOtherFactor);
	}

	private static boolean isOtherFactor(GrantedAuthority authority) {
		return authority instanceof FactorGrantedAuthority factor && !factor.getAuthority().startsWith(AUTHORITY);
	}

	/**
	 * Adds the factor to somebody who is signed in. An older one of the same name goes:
	 * Spring Security looks at the first it finds, so a stale copy would hide the fresh
	 * one.
	 * @param current who is signed in
	 * @param channel how the code travelled, or {@code null} if that is not certain
	 * @param now when it was earned
	 * @return the same kind of authentication with the factor, where its kind can be
	 * rebuilt, else an {@link OtpAuthentication} of the same principal
	 */
	static Authentication addTo(Authentication current, @Nullable Channel channel, Instant now) {
		Set<String> names = (channel != null) ? Set.of(AUTHORITY, authority(channel)) : Set.of(AUTHORITY);
		List<GrantedAuthority> authorities = Stream
			.concat(current.getAuthorities().stream().filter((each) -> !names.contains(each.getAuthority())),
					names.stream().sorted().map((name) -> earned(name, now)))
			.toList();
		Authentication built = current.toBuilder().authorities((all) -> replace(all, authorities)).build();
		// The inherited builder makes a type that no session keeps
		return (built.getClass() == current.getClass()) ? built : new OtpAuthentication(current, authorities);
	}

	private static void replace(Collection<GrantedAuthority> all, List<GrantedAuthority> authorities) {
		all.clear();
		all.addAll(authorities);
	}

	private static GrantedAuthority earned(String name, Instant now) {
		return FactorGrantedAuthority.withAuthority(name).issuedAt(now).build();
	}

}
