package io.github.telnyxotp.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However long it runs, the simulator keeps a bounded number of things.
 */
@NoLeaks
class BoundsTests {

	private final Switches switches = new Switches();

	private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);

	private final Verifications verifications = new Verifications(this.clock, this.switches);

	@Test
	void theOldestOfTenThousandVerificationsIsForgotten() {
		Verification first = this.verifications.open(start(0));
		for (int i = 1; i < 10_000; i++) {
			this.verifications.open(start(i));
		}
		assertThat(this.verifications.find(first.id())).isPresent();
		this.verifications.open(start(10_000));
		assertThat(this.verifications.find(first.id())).isEmpty();
		assertThat(this.verifications.ofPhone(first.phone())).isEmpty();
	}

	@Test
	void aPhoneKeepsTwoHundredMessages() {
		Wire wire = new Wire(this.switches);
		Webhooks webhooks = new Webhooks(new WebhookKey(), this.clock, Runnable::run);
		Reports reports = new Reports(this.verifications, webhooks, wire, this.switches, this.clock);
		Phones phones = new Phones(reports, new ScheduledThreadPoolExecutor(0), Duration.ZERO);
		for (int i = 0; i < 201; i++) {
			phones.carry(this.verifications.open(start(0)));
		}
		assertThat(phones.messages(start(0).phone())).hasSize(200);
		for (int i = 1; i <= 10_000; i++) {
			phones.behave(start(i).phone(), SimulatedChannel.SMS, new Behaviour(Outcome.FAIL, Duration.ZERO));
		}
		assertThat(phones.messages(start(0).phone())).isEmpty();
		assertThat(phones.numbers(20_000)).hasSize(10_000);
	}

	@Test
	void aThousandRequestsAreKeptAndAllAreCounted() {
		Recorder recorder = new Recorder();
		for (int i = 0; i < 1001; i++) {
			recorder.add("GET kind " + i, new RecordedRequest("GET", "/v2", 200, Instant.EPOCH));
		}
		assertThat(recorder.requests()).hasSize(1000);
		assertThat(recorder.counts()).hasSize(101).containsEntry("other", 901L);
	}

	private static Start start(int number) {
		return new Start(SimulatedChannel.SMS, "+1555" + (1_000_000 + number), null, null, 300);
	}

}
