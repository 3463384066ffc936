package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.StandardClaimAccessor;

/**
 * The phone that an OpenID provider vouches for: a claim counts only with another one
 * that says the number is verified. So the provider decides where codes go.
 *
 * @since 0.1
 */
public final class ClaimPhonebook implements Phonebook {

	private static final String VERIFIED = "_verified";

	private final String claim;

	private final StoredNumbers numbers;

	/**
	 * A phonebook that reads one claim.
	 * @param claim name of the claim with the number, for example {@code phone_number};
	 * the claim of the same name with {@code _verified} behind it must be a boolean and
	 * {@code true}, the text {@code "true"} is not enough
	 * @param parser makes numbers of what the provider wrote
	 */
	public ClaimPhonebook(String claim, PhoneNumberParser parser) {
		this.claim = claim;
		this.numbers = new StoredNumbers(parser, "claim " + claim);
	}

	@Override
	public List<PhoneNumber> find(Authentication authentication) {
		return (authentication.getPrincipal() instanceof StandardClaimAccessor user) ? verified(user.getClaims())
				: List.of();
	}

	private List<PhoneNumber> verified(Map<String, Object> claims) {
		boolean verified = Boolean.TRUE.equals(claims.get(this.claim + VERIFIED));
		return (verified && claims.get(this.claim) instanceof String number) ? this.numbers.read(List.of(number))
				: List.of();
	}

}
