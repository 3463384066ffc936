package io.github.telnyxotp.web;

import org.junit.jupiter.api.Test;

import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

import static org.assertj.core.api.Assertions.assertThat;

class SavedFormsTests {

	private static final Authentication ALICE = new TestingAuthenticationToken("alice", null, "ROLE_USER");

	private static final Authentication BOB = new TestingAuthenticationToken("bob", null, "ROLE_USER");

	private final Session session = new MapSession();

	@Test
	void formGoesOnAfterTheCodeAndForItsOwnerOnly() {
		save(new Asked("POST", "/pay", this.session).by(ALICE).filled("amount", "5"));
		assertThat(SavedForms.isReady(asked(ALICE))).as("before the code").isFalse();
		assertThat(SavedForms.release(asked(BOB))).isEmpty();
		assertThat(SavedForms.release(asked(ALICE))).hasValue("/pay");
		assertThat(SavedForms.isReady(asked(ALICE))).isTrue();
		assertThat(SavedForms.isReady(asked(BOB))).isFalse();
		SavedForms.forget(this.session);
		assertThat(SavedForms.isReady(asked(ALICE))).isFalse();
	}

	@Test
	void onlySmallFormsAreKept() {
		for (Asked other : new Asked[] { new Asked("GET", "/pay", this.session).filled("amount", "5"),
				new Asked("POST", "/pay", this.session).filled("amount", "5").ofLength(16 * 1024 + 1),
				new Asked("POST", "/pay", this.session).filled("amount", "5").ofLength(-1),
				new Asked("POST", "/pay", this.session).with("Content-Type", "application/json").ofLength(9) }) {
			save(other.by(ALICE));
			assertThat(SavedForms.release(asked(ALICE))).isEmpty();
		}
		save(new Asked("POST", "/pay", this.session).by(ALICE).filled("amount", "5").ofLength(16 * 1024));
		assertThat(SavedForms.release(asked(ALICE))).isPresent();
	}

	@Test
	void withoutSessionNothingIsKept() {
		Asked form = new Asked("POST", "/pay", this.session).by(ALICE).filled("amount", "5");
		SavedForms.save(form);
		assertThat(this.session.exists()).isFalse();
	}

	private void save(Asked form) {
		this.session.put("any", "thing");
		SavedForms.save(form);
	}

	private Asked asked(Authentication user) {
		return new Asked("GET", "/pay", this.session).by(user);
	}

}
