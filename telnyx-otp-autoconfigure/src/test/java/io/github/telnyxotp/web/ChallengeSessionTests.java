package io.github.telnyxotp.web;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.security.OtpContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

class ChallengeSessionTests {

	private static final Authentication ALICE = new TestingAuthenticationToken("alice", null, "ROLE_USER");

	private final Session session = new MapSession();

	@Test
	@DisplayName("SEC-33 what a sign-in was spared is forgotten with the rest")
	void spareIsForgotten() {
		ChallengeSession.spare(this.session, ALICE);
		assertThat(ChallengeSession.isSpared(this.session, ALICE)).isTrue();
		ChallengeSession.forget(this.session);
		assertThat(ChallengeSession.isSpared(this.session, ALICE)).isFalse();
	}

	@Test
	@DisplayName("SEC-02 the code of a visitor binds no phone that somebody began to enrol in the same session")
	void visitEndsAnEnrolment() {
		ChallengeId challenge = ChallengeId.random();
		ChallengeSession.enrol(this.session, challenge, new OtpContext(ALICE, challenge, null, 0, "phones"));
		assertThat(ChallengeSession.context(this.session, ALICE).enrols()).isTrue();
		ChallengeSession.visit(this.session, ChallengeId.random());
		assertThat(ChallengeSession.context(this.session, ALICE).enrols()).isFalse();
	}

}
