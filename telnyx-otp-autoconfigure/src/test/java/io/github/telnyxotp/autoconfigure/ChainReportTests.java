package io.github.telnyxotp.autoconfigure;

import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.ResolvableType;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class ChainReportTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	@Test
	void chainsWithoutCodesAndRulesOfTheApplicationAreTold(CapturedOutput output) {
		this.beans.addBean("api", new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE));
		report();
		assertThat(output).contains("Nobody is asked for a code in", "no filter chain has a login by form",
				"the application brings its own AuthorizationManagerFactory");
	}

	@Test
	void ourRulesNeedNoWarning(CapturedOutput output) {
		this.beans.addBean("rules", new OtpAuthorizationManagerFactory<RequestAuthorizationContext>(
				new DefaultAuthorizationManagerFactory<>(), (context) -> true));
		report();
		assertThat(output).doesNotContain("AuthorizationManagerFactory");
	}

	private void report() {
		new ChainReport(this.beans.getBeanProvider(SecurityFilterChain.class),
				this.beans.getBeanProvider(ResolvableType.forClass(OtpAuthorizationManagerFactory.class)))
			.afterSingletonsInstantiated();
	}

}
