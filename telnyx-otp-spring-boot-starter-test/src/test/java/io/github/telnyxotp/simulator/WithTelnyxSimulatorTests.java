package io.github.telnyxotp.simulator;

import io.github.telnyxotp.autoconfigure.TelnyxConnectionDetails;
import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulator in the tests of an application.
 */
@NoLeaks
class WithTelnyxSimulatorTests {

	@SpringBootConfiguration
	static class Application {

	}

	@Nested
	@SpringBootTest(classes = Application.class)
	@WithTelnyxSimulator
	class InASpringBootTest {

		@Autowired
		private TelnyxSimulator simulator;

		@Autowired
		private TelnyxConnectionDetails details;

		@RepeatedTest(2)
		void messagesArriveAtOnceAndNoTestSeesThoseOfAnother() {
			assertThat(this.simulator.messages(Caller.PHONE)).isEmpty();
			new Caller(this.simulator).start("sms");
			assertThat(this.simulator.messages(Caller.PHONE)).hasSize(1);
			assertThat(this.details.baseUrl()).isEqualTo(this.simulator.baseUrl());
			assertThat(this.details.webhookPublicKeys()).containsExactly(this.simulator.publicKey());
		}

		@Nested
		class Inside {

			@RepeatedTest(2)
			void nestedTestsAreKeptApartToo() {
				TelnyxSimulator same = InASpringBootTest.this.simulator;
				assertThat(same.messages(Caller.PHONE)).isEmpty();
				new Caller(same).start("sms");
			}

		}

	}

	@Nested
	@WebMvcTest
	@WithTelnyxSimulator
	class InAWebMvcTest {

		@Autowired
		private TelnyxSimulator simulator;

		@Test
		void theSimulatorIsThere() {
			assertThat(new Caller(this.simulator).start("sms").statusCode()).isEqualTo(200);
		}

	}

}
