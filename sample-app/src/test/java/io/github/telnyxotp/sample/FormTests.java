package io.github.telnyxotp.sample;

import io.github.telnyxotp.simulator.TelnyxSimulator;
import io.github.telnyxotp.test.NoLeaks;
import io.github.telnyxotp.test.SettableClock;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * People in front of the forms of the bank, with the limits of the starter.
 */
@NoLeaks
@SpringBootTest(properties = { "telnyx.otp.simulator.port=0", "telnyx.otp.simulator.delay=0" })
@AutoConfigureMockMvc
@Import(UsualLimits.class)
abstract class FormTests {

	@Autowired
	MockMvcTester http;

	@Autowired
	TelnyxSimulator simulator;

	@Autowired
	UserDetailsManager customers;

	@Autowired
	PasswordEncoder encoder;

	@Autowired
	Accounts accounts;

	@Autowired
	CustomerPhones phones;

	@Autowired
	AuditTrail trail;

	@Autowired
	SettableClock clock;

	final MockHttpSession browser = new MockHttpSession();

	final MvcTestResult get(String uri) {
		return get(this.browser, uri);
	}

	final MvcTestResult get(MockHttpSession session, String uri) {
		return this.http.get().uri(uri).session(session).exchange();
	}

	final MvcTestResult post(String uri, String... parameters) {
		return post(this.browser, uri, parameters);
	}

	final MvcTestResult post(MockHttpSession session, String uri, String... parameters) {
		MockMvcTester.MockMvcRequestBuilder request = this.http.post().uri(uri).session(session).with(csrf());
		request.header("Accept", "text/html");
		for (int each = 0; each < parameters.length; each += 2) {
			request.param(parameters[each], parameters[each + 1]);
		}
		return request.exchange();
	}

}
