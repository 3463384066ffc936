package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * All that the code page shows. There is no place for a submitted code, so that none can
 * be shown again (SEC-65).
 *
 * @param site what is the same for everybody
 * @param csrf the token of all forms, {@code null} if the application needs none
 * @param locale the wanted language; English if there are no texts in it
 * @param phoneKnown whether a phone belongs to this account; without one nothing can be
 * sent
 * @param status where the challenge stands, {@code null} if nothing was sent yet
 * @param notice what came of the step before
 * @param after time until it makes sense to try again, zero if that is not known
 * @param slow channels by which messages seem not to arrive just now
 * @param ask what else the page asks and offers
 * @since 0.1
 */
public record OtpPage(Site site, @Nullable Csrf csrf, Locale locale, boolean phoneKnown,
		@Nullable ChallengeStatus status, Notice notice, Duration after, Set<Channel> slow, Ask ask) {

	/**
	 * Makes the set unmodifiable.
	 */
	public OtpPage {
		slow = Set.copyOf(slow);
	}

	/**
	 * A page while no channel is slow.
	 * @param site what is the same for everybody
	 * @param csrf the token of all forms, {@code null} if the application needs none
	 * @param locale the wanted language; English if there are no texts in it
	 * @param phoneKnown whether a phone belongs to this account
	 * @param status where the challenge stands, {@code null} if nothing was sent yet
	 * @param notice what came of the step before
	 */
	public OtpPage(Site site, @Nullable Csrf csrf, Locale locale, boolean phoneKnown, @Nullable ChallengeStatus status,
			Notice notice) {
		this(site, csrf, locale, phoneKnown, status, notice, Duration.ZERO, Set.of(), Ask.NOTHING);
	}

	/**
	 * What the page asks and offers besides the code.
	 *
	 * @param approval what the code approves, {@code null} if nothing
	 * @param phones the phones of the account to choose from, in their order
	 * @param remember for how long this device can be remembered, {@code null} if that is
	 * not offered
	 * @param another where another number can be typed than the one that the code is
	 * about, {@code null} if nowhere
	 */
	public record Ask(@Nullable String approval, List<PhoneNumber> phones, @Nullable Duration remember,
			@Nullable String another) {

		/** Nothing besides the code. */
		public static final Ask NOTHING = new Ask(null, List.of(), null, null);

		/**
		 * Makes the list unmodifiable.
		 */
		public Ask {
			phones = List.copyOf(phones);
		}

	}

	/**
	 * What is the same for everybody.
	 *
	 * @param links where the page leads
	 * @param codeFormat how many digits a code has
	 * @param name the name of the application as people know it, {@code null} to show
	 * none
	 */
	public record Site(OtpLinks links, CodeFormat codeFormat, @Nullable String name) {
	}

	/**
	 * The token that every form carries.
	 *
	 * @param parameter the name of the form field
	 * @param token its value
	 */
	public record Csrf(String parameter, String token) {

		/**
		 * Does not show the token.
		 */
		@Override
		public String toString() {
			return "Csrf[parameter=" + this.parameter + "]";
		}

	}

}
