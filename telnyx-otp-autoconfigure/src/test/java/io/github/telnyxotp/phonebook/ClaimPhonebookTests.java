package io.github.telnyxotp.phonebook;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.user.DefaultOAuth2User;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class ClaimPhonebookTests {

	private static final PhoneNumber PHONE = new PhoneNumber("+13125550100");

	private final ClaimPhonebook phonebook = new ClaimPhonebook("phone_number", new PhoneNumberParser(null));

	@Test
	void verifiedNumberIsThePhone() {
		assertThat(this.phonebook.find(person("+1 (312) 555-0100", true))).containsExactly(PHONE);
	}

	@ParameterizedTest
	@NullSource
	@MethodSource("notVerified")
	void numberThatIsNotVerifiedIsNone(@Nullable Object verified) {
		assertThat(this.phonebook.find(person("+13125550100", verified))).isEmpty();
	}

	static List<Object> notVerified() {
		return List.of(false, "true", "TRUE", 1, List.of(true), Map.of("value", true));
	}

	@Test
	@DisplayName("SEC-33 whose number cannot be read is not somebody without one")
	void verifiedNumberThatIsNoneFailsAndIsNotShown(CapturedOutput output) {
		assertThatIllegalStateException().isThrownBy(() -> this.phonebook.find(person("0312555999", true)))
			.withMessage("Nothing that the claim phone_number says is a phone number");
		assertThat(output.getOut()).containsOnlyOnce("What the claim phone_number says is no phone number")
			.doesNotContain("0312555999");
	}

	@ParameterizedTest
	@MethodSource("noNumbers")
	void claimThatIsNotATextIsNoNumber(@Nullable Object number) {
		assertThat(this.phonebook.find(person(number, true))).isEmpty();
	}

	static List<Object> noNumbers() {
		return List.of(13125550100L, List.of("+13125550100"), Map.of("value", "+13125550100"), "");
	}

	@Test
	void personWithoutTheClaimHasNone() {
		assertThat(this.phonebook.find(person(null, true))).isEmpty();
	}

	@Test
	void claimOfAnotherNameIsVerifiedByItsOwnMark() {
		ClaimPhonebook mobiles = new ClaimPhonebook("mobile", new PhoneNumberParser(null));
		Map<String, Object> claims = new HashMap<>(Map.of("sub", "alice", "mobile", "+13125550100", "phone_number",
				"+13125550101", "phone_number_verified", true));
		assertThat(mobiles.find(person(claims))).isEmpty();
		claims.put("mobile_verified", true);
		assertThat(mobiles.find(person(claims))).containsExactly(PHONE);
	}

	@Test
	void whoComesWithoutOpenIdHasNoClaims() {
		Map<String, Object> attributes = Map.of("sub", "alice", "phone_number", "+13125550100", "phone_number_verified",
				true);
		DefaultOAuth2User user = new DefaultOAuth2User(AuthorityUtils.NO_AUTHORITIES, attributes, "sub");
		assertThat(this.phonebook.find(new TestingAuthenticationToken(user, null))).isEmpty();
		assertThat(this.phonebook.find(new TestingAuthenticationToken("alice", null))).isEmpty();
	}

	private static Authentication person(@Nullable Object number, @Nullable Object verified) {
		Map<String, Object> claims = new HashMap<>(Map.of("sub", "alice"));
		claims.put("phone_number", number);
		claims.put("phone_number_verified", verified);
		claims.values().removeIf((value) -> value == null);
		return person(claims);
	}

	private static Authentication person(Map<String, Object> claims) {
		OidcIdToken token = new OidcIdToken("t", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), claims);
		return new TestingAuthenticationToken(new DefaultOidcUser(AuthorityUtils.NO_AUTHORITIES, token), null);
	}

}
