package io.github.telnyxotp.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.Told;
import io.github.telnyxotp.flow.Unrestrained;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.telnyx.TelnyxClient;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.security.authentication.TestingAuthenticationToken;

import static org.assertj.core.api.Assertions.assertThat;

class OtpSecondFactorTests {

	private final TelnyxClient telnyx = Mockito.mock(TelnyxClient.class);

	private final OtpFlow flow = new OtpFlow(
			new Rules(new Policy(Duration.ofMinutes(5), 5, 5, Duration.ofSeconds(30), Map.of())),
			Unrestrained.with(List.of(Channel.SMS)), new InMemoryChallengeStore(InstantSource.system(), 10),
			this.telnyx, Runnable::run, Told.nobody());

	@Test
	void phonebookThatFailsEndsNoLoginAndSendsNothing() {
		OtpSecondFactor secondFactor = new OtpSecondFactor(this.flow, (user) -> {
			throw new IllegalStateException("The database is away");
		});
		assertThat(secondFactor.start(new OtpContext(new TestingAuthenticationToken("alice", null), null), Origin.NONE,
				null))
			.isEqualTo(new SendDecision.Unavailable());
		Mockito.verifyNoInteractions(this.telnyx);
	}

}
