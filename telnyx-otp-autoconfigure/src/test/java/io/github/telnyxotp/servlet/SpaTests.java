package io.github.telnyxotp.servlet;

import java.time.Duration;

import io.github.telnyxotp.webhook.Signer;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What the tests of programs share; they also share a context in which all our endpoints
 * are switched on.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, classes = Spa.class,
		properties = { "telnyx.otp.api-key=KEY-test", "telnyx.otp.verify-profile-id=" + SpaTests.PROFILE,
				"telnyx.otp.second-factor.enabled=true", "telnyx.otp.login.enabled=true", "telnyx.otp.login.pace=20ms",
				"telnyx.otp.remembered-device.enabled=true", "telnyx.otp.enrolment.rest=24h",
				"telnyx.otp.webhook.public-keys=" + Signer.PUBLIC_KEY, "telnyx.otp.fallback.wait.whatsapp=299s",
				"telnyx.otp.fallback.wait.sms=299s", "telnyx.otp.fallback.wait.call=299s",
				"telnyx.otp.step-up.rules[0].pattern=/transfer", "telnyx.otp.step-up.rules[1].pattern=/calls",
				"telnyx.otp.step-up.rules[1].channels=call" })
abstract class SpaTests {

	static final String PROFILE = "49000000-0000-4000-8000-000000000001";

	static final String VERIFY = "/login/otp";

	static final String SEND = "/login/otp/send";

	static final String STATUS = "/login/otp/status";

	static final String PHONE = "/login/phone";

	static final String DEVICES = "/login/otp/devices";

	static final String ENROL = "/login/otp/phone";

	@LocalServerPort
	int port;

	@Autowired
	FakeTelnyx telnyx;

	@Autowired
	Phones phones;

	@Autowired
	SettableClock clock;

	@Autowired
	Vault.Desk desk;

	@Autowired
	Spa.Throttle throttle;

	@Autowired
	EnrolmentTests.Registry registry;

	@Autowired
	RestTests.History history;

	@BeforeEach
	void reset() {
		this.telnyx.reset();
		this.phones.reset();
		this.clock.move(Duration.ZERO);
		this.throttle.reset();
		this.desk.done().clear();
		this.registry.failure.set(null);
		this.history.change.set(null);
	}

	Program program() {
		return new Program(this.port);
	}

	/** Has given the password, not the code. */
	Program half(String user) {
		Program program = program();
		program.login(user);
		return program;
	}

	/** Has given both. */
	Program whole(String user) {
		Program program = half(user);
		program.submit(FakeTelnyx.RIGHT);
		return program;
	}

	/** Has proved the phone, but too long ago. */
	Program stale(String user) {
		Program program = whole(user);
		this.clock.move(Duration.ofMinutes(10));
		this.telnyx.reset();
		return program;
	}

}
