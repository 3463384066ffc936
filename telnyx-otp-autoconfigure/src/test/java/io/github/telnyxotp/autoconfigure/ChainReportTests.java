package io.github.telnyxotp.autoconfigure;

import java.util.List;

import io.github.telnyxotp.security.OtpAuthorizationManagerFactory;
import io.github.telnyxotp.servlet.OtpAuthenticationFilter;
import jakarta.servlet.Filter;
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
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

@ExtendWith(OutputCaptureExtension.class)
class ChainReportTests {

	private final StaticListableBeanFactory beans = new StaticListableBeanFactory();

	@Test
	void chainsWithoutCodesAndRulesOfTheApplicationAreTold(CapturedOutput output) {
		this.beans.addBean("api", new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE));
		report();
		assertThat(output).contains("Nobody is asked for a code in the filter chain 'api' (any request)",
				"no filter chain has a login by form", "the application brings its own AuthorizationManagerFactory");
	}

	@Test
	void chainIsToldByNameAndPlaceAndNotByItsFilters(CapturedOutput output) {
		this.beans.addBean("api", chain("/api/**", mock(OncePerRequestFilter.class)));
		this.beans.addBean("people", chain("/**", mock(OtpAuthenticationFilter.class)));
		this.beans.addBean("own", mock(SecurityFilterChain.class));
		report();
		List<String> lines = output.getOut().lines().filter((line) -> line.contains("Nobody is asked")).toList();
		assertThat(lines).hasSize(2);
		assertThat(lines.get(0))
			.endsWith("Nobody is asked for a code in the filter chain 'api' (PathPattern [/api/**])");
		assertThat(lines.get(1)).endsWith("Nobody is asked for a code in the filter chain 'own'");
		assertThat(output).doesNotContain("no filter chain has a login");
	}

	@Test
	void ourRulesNeedNoWarning(CapturedOutput output) {
		this.beans.addBean("rules", new OtpAuthorizationManagerFactory<RequestAuthorizationContext>(
				new DefaultAuthorizationManagerFactory<>(), (context) -> true));
		report();
		assertThat(output).doesNotContain("AuthorizationManagerFactory");
	}

	private static SecurityFilterChain chain(String path, Filter filter) {
		return new DefaultSecurityFilterChain(PathPatternRequestMatcher.withDefaults().matcher(path), filter);
	}

	private void report() {
		new ChainReport(this.beans,
				this.beans.getBeanProvider(ResolvableType.forClass(OtpAuthorizationManagerFactory.class)))
			.afterSingletonsInstantiated();
	}

}
