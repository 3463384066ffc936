package io.github.telnyxotp.slice;

import io.github.telnyxotp.servlet.OtpLoginConfigurer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

/**
 * A slice leaves the application's phonebook and database out and has our filters all the
 * same.
 */
@WebMvcTest(properties = { "telnyx.otp.api-key=KEY-test",
		"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001", "telnyx.otp.second-factor.enabled=true",
		"telnyx.otp.phone.jdbc-query=select phone from customers where username = ?" })
class WebSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void sliceHasOurFilters(@Autowired SecurityFilterChain chain) {
		assertThat(chain.getFilters()).extracting((filter) -> filter.getClass().getPackage())
			.contains(OtpLoginConfigurer.class.getPackage());
	}

	@Test
	@WithMockUser
	void userWithoutTheFactorIsLedToTheCodePage() {
		assertThat(this.mvc.get().uri("/page").accept("text/html")).hasStatus(302)
			.redirectedUrl()
			.startsWith("/login/otp");
	}

	@Test
	void userWithTheFactorSeesThePage() {
		assertThat(this.mvc.get()
			.uri("/page")
			.with(user("alice").authorities(FactorGrantedAuthority.fromAuthority("FACTOR_PHONE_OTP")))).hasStatusOk()
			.hasBodyTextEqualTo("page");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Pages.class)
	static class Application {

	}

	@RestController
	static class Pages {

		@GetMapping("/page")
		String page() {
			return "page";
		}

	}

}
