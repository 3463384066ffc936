package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.OtpFlow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.FactorAuthorizationDecision;
import org.springframework.security.authorization.RequiredFactorError;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OtpAuthorizationTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private final OtpFlow flow = Mockito.mock(OtpFlow.class);

	private final OtpAuthorization otp = new OtpAuthorization(this.flow, KeyedHash.random(), InstantSource.fixed(NOON));

	@Test
	@DisplayName("SEC-38 the age of a factor is exact, by the clock of the server")
	void ageIsExact() {
		AuthorizationManager<Object> recent = this.otp.recent(Duration.ofMinutes(5));
		assertThat(granted(recent, user(factor(PhoneFactor.AUTHORITY, NOON.minusSeconds(300).plusMillis(1))))).isTrue();
		assertThat(granted(recent, user(factor(PhoneFactor.AUTHORITY, NOON.minusSeconds(300))))).isFalse();
	}

	@Test
	@DisplayName("SEC-35 an authority that merely has the name does not count")
	void nameAloneDoesNotCount() {
		assertThat(granted(this.otp.required(), user(new SimpleGrantedAuthority(PhoneFactor.AUTHORITY)))).isFalse();
		assertThat(granted(this.otp.required(), user(factor(PhoneFactor.AUTHORITY, Instant.EPOCH)))).isTrue();
	}

	@Test
	void refusalTellsWhetherTheFactorIsMissingOrOld() {
		AuthorizationManager<Object> recent = this.otp.recent("5m");
		assertThat(refusal(recent, user()).isMissing()).isTrue();
		assertThat(refusal(recent, user(factor(PhoneFactor.AUTHORITY, Instant.EPOCH))).isExpired()).isTrue();
	}

	@Test
	void nobodyAndTheRememberedAreNotAskedForACode() {
		List<GrantedAuthority> role = AuthorityUtils.createAuthorityList("ROLE_USER");
		for (Authentication user : Arrays.asList(null, new AnonymousAuthenticationToken("key", "anonymous", role),
				new RememberMeAuthenticationToken("key", "alice", role))) {
			assertThat(this.otp.required().authorize(() -> user, "page")).isNotNull()
				.isNotInstanceOf(FactorAuthorizationDecision.class)
				.matches((result) -> !result.isGranted());
		}
	}

	@ParameterizedTest
	@CsvSource({ "FACTOR_PHONE_OTP_CALL,true", "FACTOR_PHONE_OTP_WHATSAPP,true",
			"FACTOR_PHONE_OTP_WHATSAPP_OR_CALL,true", "FACTOR_PHONE_OTP_SMS,false", "FACTOR_PHONE_OTP,false",
			"FACTOR_PHONE_OTP_WHATSAPP_OR_SMS,false" })
	void onlyTheNamedChannelsCount(String authority, boolean counts) {
		StepUp stepUp = new StepUp(null, Set.of(Channel.CALL, Channel.WHATSAPP), false, null);
		assertThat(granted(this.otp.stepUp(stepUp), user(factor(authority, NOON)))).isEqualTo(counts);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	@DisplayName("SEC-37 a remembered device counts only where a rule says so")
	void rememberedDeviceCountsWhereARuleSaysSo(boolean remembered) {
		StepUp stepUp = new StepUp(Duration.ofMinutes(5), Set.of(), remembered, null);
		assertThat(granted(this.otp.stepUp(stepUp), user(factor(PhoneFactor.REMEMBERED_DEVICE, NOON))))
			.isEqualTo(remembered);
		assertThat(
				granted(this.otp.stepUp(stepUp), user(factor(PhoneFactor.REMEMBERED_DEVICE, NOON.minusSeconds(300)))))
			.isFalse();
	}

	@Test
	@DisplayName("SEC-38 no two actions look the same")
	void actionsAreTold() {
		assertThat(List.of(this.otp.approval("pay", "250", "words").action(),
				this.otp.approval("pay2", "50", "words").action(), this.otp.approval("pay", "2", "50words").action(),
				this.otp.approval("pay", "250", "word").action(), this.otp.approval("p", "ay250", "words").action()))
			.doesNotHaveDuplicates();
		assertThat(this.otp.approval("pay", "250", "words")).isEqualTo(this.otp.approval("pay", "250", "words"));
	}

	@Test
	@DisplayName("SEC-38 the hash of an action needs the key")
	void hashIsKeyed() {
		OtpAuthorization other = new OtpAuthorization(this.flow, KeyedHash.random(), InstantSource.fixed(NOON));
		assertThat(this.otp.approval("pay", "250", "words").action())
			.isNotEqualTo(other.approval("pay", "250", "words").action());
	}

	@Test
	void demandThrowsWhatLeadsToTheCodePage() {
		assertThatExceptionOfType(AuthorizationDeniedException.class)
			.isThrownBy(() -> this.otp.demand(user(), StepUp.ANY))
			.satisfies((denied) -> assertThat(denied.getAuthorizationResult()).isInstanceOf(StepUpDecision.class));
		this.otp.demand(user(factor(PhoneFactor.AUTHORITY, NOON)), StepUp.ANY);
	}

	@Test
	void agesMustBeMoreThanZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> StepUp.within(Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.otp.recent("-5m"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.otp.recent("five"));
	}

	private static boolean granted(AuthorizationManager<Object> rule, Authentication user) {
		return rule.authorize(() -> user, "page").isGranted();
	}

	private static RequiredFactorError refusal(AuthorizationManager<Object> rule, Authentication user) {
		return ((StepUpDecision) rule.authorize(() -> user, "page")).getFactorErrors().get(0);
	}

	private static Authentication user(GrantedAuthority... authorities) {
		return new TestingAuthenticationToken("alice", "", List.of(authorities));
	}

	private static GrantedAuthority factor(String name, Instant earned) {
		return FactorGrantedAuthority.withAuthority(name).issuedAt(earned).build();
	}

}
