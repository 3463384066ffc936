package io.github.telnyxotp.servlet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.PhoneNumberProofs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers that nobody proved for a long time, and that somebody else may have by now.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		classes = { Bank.class, VisitTests.Accounts.class, NumberReuseTests.Proofs.class })
@TestPropertySource(properties = { "telnyx.otp.second-factor.enabled=true", "telnyx.otp.login.enabled=true",
		"telnyx.otp.login.pace=20ms", "telnyx.otp.login.unused-after=90d" })
class NumberReuseTests extends VisitTests {

	@Autowired
	private Proofs proofs;

	@BeforeEach
	void forget() {
		this.proofs.known.clear();
		this.proofs.away.set(false);
	}

	@Test
	@DisplayName("SEC-40 a number opens the door for as long as it is used")
	void whatIsUsedStaysOpen() {
		this.proofs.proved("alice", this.phones.of("alice"), this.clock.instant());
		later(Duration.ofDays(89));
		assertThat(signInByPhone()).isEqualTo("/");
		later(Duration.ofDays(178));
		assertThat(signInByPhone()).isEqualTo("/");
	}

	@Test
	@DisplayName("SEC-40 SEC-26 a number that was not used for too long gets what an unknown one gets")
	void whatIsNotUsedIsNobodys() {
		List<String> unknown = pages(UNKNOWN);
		reset();
		assertThat(pages("alice")).as("never proved").isEqualTo(unknown);
		reset();
		this.proofs.proved("alice", this.phones.of("alice"), this.clock.instant());
		later(Duration.ofDays(91));
		assertThat(signInByPhone()).isEqualTo(PAGE + "?error=wrong");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	@DisplayName("SEC-40 a password and a code to the number prove it anew")
	void anotherLoginProvesItAnew() {
		whole("alice");
		assertThat(signInByPhone()).isEqualTo("/");
	}

	@Test
	@DisplayName("SEC-40 a number that grows too old while the code travels opens nothing")
	void tooOldWhileTheCodeTravels() {
		this.proofs.proved("alice", this.phones.of("alice"), this.clock.instant());
		later(Duration.ofDays(90).minusMinutes(1));
		Browser browser = browser();
		ask(browser, phone());
		later(Duration.ofDays(90));
		assertThat(Browser.location(submit(browser, FakeTelnyx.RIGHT))).isEqualTo(PAGE + "?error=closed");
		assertThat(this.telnyx.sent).hasSize(1);
	}

	@Test
	@DisplayName("SEC-40 nobody signs in by phone while nobody can say when a number was proved")
	void nobodyCanSay() {
		whole("alice");
		this.telnyx.reset();
		this.proofs.away.set(true);
		assertThat(signInByPhone()).isEqualTo(PAGE + "?error=wrong");
		assertThat(this.telnyx.sent).isEmpty();
	}

	@Test
	void aProofThatCannotBeRememberedCountsAllTheSame() {
		this.proofs.away.set(true);
		assertThat(whole("alice").get("/account").body()).startsWith("treasure of alice");
	}

	private String signInByPhone() {
		Browser browser = browser();
		ask(browser, phone());
		return Browser.location(submit(browser, FakeTelnyx.RIGHT));
	}

	/** What a table would keep. */
	static final class Proofs implements PhoneNumberProofs {

		private final Map<String, Instant> known = new ConcurrentHashMap<>();

		private final AtomicBoolean away = new AtomicBoolean();

		@Override
		public Optional<Instant> lastProof(String account, PhoneNumber phone) {
			return Optional.ofNullable(table().get(account + phone.value()));
		}

		@Override
		public void proved(String account, PhoneNumber phone, Instant at) {
			table().put(account + phone.value(), at);
		}

		private Map<String, Instant> table() {
			if (this.away.get()) {
				throw new IllegalStateException("The database is away");
			}
			return this.known;
		}

	}

}
