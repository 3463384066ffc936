package io.github.telnyxotp.security;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
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

	/**
	 * A device on which the same account proved its phone before. It is a second factor
	 * of its own kind and never a fresh proof (SEC-37).
	 */
	public static final String REMEMBERED_DEVICE = "FACTOR_REMEMBERED_DEVICE";

	private static final String OR = "_OR_";

	/** Followed by the challenge whose code approved an action. */
	private static final String APPROVAL = AUTHORITY + "_APPROVAL_";

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
	 * The authority for a code that may have come over any of several channels.
	 * @param channels the channels, at least one
	 * @return for example {@code FACTOR_PHONE_OTP_WHATSAPP_OR_CALL}; of one channel its
	 * own
	 */
	public static String authority(Set<Channel> channels) {
		return channels.stream().sorted().map(Channel::name).collect(Collectors.joining(OR, AUTHORITY + "_", ""));
	}

	/** Whether the code came over one of these channels for certain. */
	static boolean isWithin(FactorGrantedAuthority factor, Set<Channel> channels) {
		Set<String> names = channels.stream().map(Channel::name).collect(Collectors.toUnmodifiableSet());
		return factor.getAuthority().startsWith(AUTHORITY + "_")
				&& names.containsAll(List.of(factor.getAuthority().substring(AUTHORITY.length() + 1).split(OR)));
	}

	/**
	 * Whether somebody has proved a phone, however long ago. An authority that merely has
	 * the name does not count (SEC-35).
	 * @param authentication who
	 * @return {@code true} if the factor was earned
	 */
	public static boolean isHeldBy(Authentication authentication) {
		return isEarned(authentication, AUTHORITY);
	}

	/**
	 * Whether the device of somebody was recognised in this session, however long ago. It
	 * stands for the code of a login and for no other (SEC-37).
	 * @param authentication who
	 * @return {@code true} if the factor was earned
	 */
	public static boolean isRemembered(Authentication authentication) {
		return isEarned(authentication, REMEMBERED_DEVICE);
	}

	/**
	 * Gives somebody whose device was recognised the factor for it.
	 * @param authentication who passed the first factor
	 * @param at when the device was recognised
	 * @return the same kind of authentication with the factor, where its kind can be
	 * rebuilt, else an {@link OtpAuthentication} of the same principal
	 */
	public static Authentication remembered(Authentication authentication, Instant at) {
		return add(authentication, Set.of(REMEMBERED_DEVICE), at, (each) -> false);
	}

	private static boolean isEarned(Authentication authentication, String name) {
		return authentication.getAuthorities()
			.stream()
			.anyMatch((each) -> each instanceof FactorGrantedAuthority && name.equals(each.getAuthority()));
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

	/** Whether it tells of another proof, and when that was given. */
	static boolean isOtherFactor(GrantedAuthority authority) {
		return authority instanceof FactorGrantedAuthority factor && !factor.getAuthority().startsWith(AUTHORITY)
				&& !factor.getAuthority().equals(REMEMBERED_DEVICE);
	}

	/** The challenge whose code approved the next action, if there is one. */
	static @Nullable ChallengeId approval(Authentication authentication) {
		return authentication.getAuthorities()
			.stream()
			.filter((each) -> each instanceof FactorGrantedAuthority && isApproval(each))
			.map((each) -> new ChallengeId(String.valueOf(each.getAuthority()).substring(APPROVAL.length())))
			.findFirst()
			.orElse(null);
	}

	private static boolean isOfPhone(GrantedAuthority authority) {
		return authority.getAuthority() != null && authority.getAuthority().startsWith(AUTHORITY);
	}

	private static boolean isApproval(GrantedAuthority authority) {
		return authority.getAuthority() != null && authority.getAuthority().startsWith(APPROVAL);
	}

	/**
	 * Adds the factor to somebody who is signed in. An approval that was not used goes,
	 * since the next takes its place; with another phone all goes that the old one
	 * proved.
	 * @param current who is signed in
	 * @param proof what the code was for and how it travelled
	 * @param now when it was earned
	 * @return the same kind of authentication with the factor, where its kind can be
	 * rebuilt, else an {@link OtpAuthentication} of the same principal
	 */
	static Authentication addTo(Authentication current, Proof proof, Instant now) {
		return add(current, proof.authorities(), now,
				(each) -> isApproval(each) || (proof.anotherPhone() && isOfPhone(each)));
	}

	/**
	 * Adds factors to somebody who is signed in. Older ones of the same name go: Spring
	 * Security looks at the first it finds, so a stale copy would hide the fresh one.
	 */
	private static Authentication add(Authentication current, Set<String> names, Instant now,
			Predicate<GrantedAuthority> gone) {
		List<GrantedAuthority> authorities = Stream
			.concat(current.getAuthorities()
				.stream()
				.filter((each) -> !names.contains(each.getAuthority()) && !gone.test(each)),
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

	/**
	 * What a right code proves.
	 *
	 * @param channels how it travelled: one channel, or several of which it was one, or
	 * none if that is not certain
	 * @param approval the challenge, if the code approved an action
	 * @param anotherPhone whether the phone takes the place of another
	 */
	record Proof(Set<Channel> channels, @Nullable ChallengeId approval, boolean anotherPhone) {

		private Set<String> authorities() {
			return Stream
				.of(Stream.of(AUTHORITY),
						Stream.of(this.channels).filter((all) -> !all.isEmpty()).map(PhoneFactor::authority),
						Stream.ofNullable(this.approval).map((id) -> APPROVAL + id.value()))
				.flatMap((each) -> each)
				.collect(Collectors.toUnmodifiableSet());
		}

	}

	private static GrantedAuthority earned(String name, Instant now) {
		return FactorGrantedAuthority.withAuthority(name).issuedAt(now).build();
	}

}
