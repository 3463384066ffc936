package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.flow.OtpFlow;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.util.SimpleMethodInvocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequireOtpManagerTests {

	private final OtpAuthorization otp = new OtpAuthorization(Mockito.mock(OtpFlow.class), KeyedHash.random(),
			InstantSource.system());

	private final RequireOtpManager manager = new RequireOtpManager(() -> this.otp);

	@Test
	void annotationOfTheMethodTakesThePlaceOfThatOfTheClass() throws Exception {
		assertThat(demanded("plain")).isEqualTo(new StepUp(Duration.ofMinutes(1), Set.of(), true, null));
		assertThat(demanded("strict")).isEqualTo(new StepUp(Duration.ofMinutes(5), Set.of(Channel.CALL), false, null));
	}

	@Test
	void whatIsNotAnnotatedIsFree() throws Exception {
		assertThat(this.manager.authorize(() -> user("alice"),
				new SimpleMethodInvocation("text", String.class.getMethod("length"))))
			.isNull();
	}

	@Test
	@DisplayName("SEC-38 what is shown is part of what is approved")
	void boundMethodTellsWhatIsApproved() throws Exception {
		Approval approval = approval("pay", "alice", "250", "DE89");
		assertThat(approval.words()).isEqualTo("250 to DE89");
		assertThat(approval("pay", "alice", "250", "DE89")).isEqualTo(approval);
		assertThat(approval("pay", "alice", "250", "DE88").action()).isNotEqualTo(approval.action());
		assertThat(approval("give", "alice", "250", "DE89").action()).isNotEqualTo(approval.action());
	}

	@Test
	void withoutWordsWhatIsBoundIsShown() throws Exception {
		assertThat(approval("give", "alice", "250", "DE89").words()).isEqualTo("alice|250");
	}

	@Test
	void expressionThatFailsOpensNothing() {
		assertThatThrownBy(() -> authorize("broken", "alice", "250", "DE89")).isInstanceOf(RuntimeException.class);
	}

	@Test
	@DisplayName("SEC-38 a name that is no parameter binds nothing and opens nothing")
	void unknownNameOpensNothing() {
		assertThatThrownBy(() -> authorize("mistyped", "alice", "250", "DE89")).hasMessageContaining("amuont");
		assertThatThrownBy(() -> authorize("silent", "alice", "250", "DE89")).hasMessageContaining("says nothing");
	}

	@Test
	void parameterMayBeNull() throws Exception {
		assertThat(approval("pay", "alice", "250", null).words()).isEqualTo("250 to null");
	}

	private StepUp demanded(String method) throws Exception {
		return authorize(method, "alice").stepUp();
	}

	private Approval approval(String method, String user, String... arguments) throws Exception {
		Approval approval = authorize(method, user, arguments).stepUp().approval();
		assertThat(approval).isNotNull();
		return approval;
	}

	private StepUpDecision authorize(String method, String user, String... arguments) throws Exception {
		Class<?>[] types = new Class<?>[arguments.length];
		Arrays.fill(types, String.class);
		MethodInvocation call = new SimpleMethodInvocation(new Desk(), Desk.class.getDeclaredMethod(method, types),
				(Object[]) arguments);
		return (StepUpDecision) this.manager.authorize(() -> user(user), call);
	}

	private static TestingAuthenticationToken user(String name) {
		return new TestingAuthenticationToken(name, "", "ROLE_USER");
	}

	@RequireOtp(maxAge = "1m", remembered = true)
	static class Desk {

		void plain() {
		}

		@RequireOtp(channels = Channel.CALL)
		void strict() {
		}

		@RequireOtp(bind = "#amount + '|' + #iban", show = "#amount + ' to ' + #iban")
		void pay(String amount, @Nullable String iban) {
		}

		@RequireOtp(bind = "authentication.name + '|' + #amount")
		void give(String amount, String iban) {
		}

		@RequireOtp(bind = "#amuont + '|' + #iban")
		void mistyped(String amount, String iban) {
		}

		@RequireOtp(bind = "null")
		void silent(String amount, String iban) {
		}

		@RequireOtp(bind = "#amount.nothing")
		void broken(String amount, String iban) {
		}

	}

}
