package io.github.telnyxotp.servlet;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.security.OtpContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

class ChallengeSessionTests {

	private static final Authentication ALICE = new TestingAuthenticationToken("alice", null, "ROLE_USER");

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	@DisplayName("SEC-33 what a sign-in was spared is forgotten with the rest")
	void spareIsForgotten() {
		ChallengeSession.spare(this.request, ALICE);
		assertThat(ChallengeSession.isSpared(this.request, ALICE)).isTrue();
		ChallengeSession.forget(this.request);
		assertThat(ChallengeSession.isSpared(this.request, ALICE)).isFalse();
	}

	@Test
	@DisplayName("SEC-02 the code of a visitor binds no phone that somebody began to enrol in the same session")
	void visitEndsAnEnrolment() {
		ChallengeId challenge = ChallengeId.random();
		ChallengeSession.enrol(this.request, challenge, new OtpContext(ALICE, challenge, null, 0, "phones"));
		assertThat(ChallengeSession.context(this.request, ALICE).enrols()).isTrue();
		ChallengeSession.visit(this.request, ChallengeId.random());
		assertThat(ChallengeSession.context(this.request, ALICE).enrols()).isFalse();
	}

}
