package io.github.telnyxotp.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.Told;
import io.github.telnyxotp.flow.Unrestrained;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.phonebook.MapPhonebook;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.phonebook.Phonebook;
import io.github.telnyxotp.phonebook.Phonebooks;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.servlet.Origins;
import io.github.telnyxotp.web.OtpLoginSettings;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.store.KnownNumbers;
import io.github.telnyxotp.store.LimitStore;
import io.github.telnyxotp.store.TallyStore;
import io.github.telnyxotp.telnyx.TelnyxClient;
import jakarta.servlet.Filter;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.config.annotation.authorization.EnableMultiFactorAuthentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which beans there are, and when there are none.
 */
class AutoConfigurationTests {

	private static final AutoConfigurations OURS = AutoConfigurations.of(TelnyxOtpAutoConfiguration.class,
			TelnyxOtpPhoneSourceAutoConfiguration.class, TelnyxOtpServletSecurityAutoConfiguration.class);

	private static final String[] ACCOUNT = { "telnyx.otp.api-key=KEY-test",
			"telnyx.otp.verify-profile-id=49000000-0000-4000-8000-000000000001" };

	private final ApplicationContextRunner plain = new ApplicationContextRunner().withConfiguration(OURS)
		.withPropertyValues(ACCOUNT);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(OURS)
		.withConfiguration(AutoConfigurations.of(SecurityAutoConfiguration.class,
				UserDetailsServiceAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
				SecurityFilterAutoConfiguration.class, WebMvcAutoConfiguration.class,
				DispatcherServletAutoConfiguration.class, TaskExecutionAutoConfiguration.class))
		.withPropertyValues(ACCOUNT)
		.withPropertyValues("telnyx.otp.second-factor.enabled=true", "telnyx.otp.phone.numbers.user=+13125550100");

	@Test
	void applicationWithoutWebGetsTheFlowAndNothingOfTheDoor() {
		this.plain.run((context) -> assertThat(context).hasSingleBean(OtpFlow.class)
			.hasSingleBean(OtpSecondFactor.class)
			.hasSingleBean(InMemoryChallengeStore.class)
			.hasSingleBean(TelnyxConnectionDetails.class)
			.doesNotHaveBean(OtpLoginSettings.class)
			.doesNotHaveBean(OtpPageRenderer.class)
			.doesNotHaveBean(Origins.class)
			.doesNotHaveBean(AuthorizationManagerFactory.class));
	}

	@Test
	@DisplayName("SEC-17 controllers learn where requests come from, with and without Spring Security")
	void controllersLearnWhereRequestsComeFrom() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues(ACCOUNT)
			.withPropertyValues("telnyx.otp.client.trusted-proxies=10.0.0.1")
			.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> {
				MockHttpServletRequest request = new MockHttpServletRequest();
				request.setRemoteAddr("10.0.0.1");
				request.addHeader("X-Forwarded-For", "192.0.2.1");
				Origin origin = context.getBean(Origins.class).of(request);
				assertThat(origin.network()).isEqualTo(new ClientNetwork("192.0.2.1", "192.0.2.0/24"));
				assertThat(origin.session()).isNotBlank().isNotEqualTo(request.getSession().getId());
				assertThat(context.getBean(Origins.class).of(request)).isEqualTo(origin);
			});
		this.servlet.run((context) -> assertThat(context).hasSingleBean(Origins.class));
	}

	@Test
	void reactiveApplicationGetsNothingOfTheServletDoor() {
		new ReactiveWebApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues(ACCOUNT)
			.run((context) -> assertThat(context).hasSingleBean(OtpFlow.class)
				.doesNotHaveBean(OtpLoginSettings.class)
				.doesNotHaveBean("telnyxOtpHttpSecurityCustomizer"));
	}

	@Test
	void switchedOffThereIsNothingAndNoKeyIsNeeded() {
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues("telnyx.otp.enabled=false", "telnyx.otp.second-factor.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(OtpFlow.class)
				.doesNotHaveBean(TelnyxOtpProperties.class)
				.doesNotHaveBean(OtpLoginSettings.class));
	}

	@Test
	void nothingIsPublishedThatMakesSpringSecurityBackOff() {
		// With OAuth2 or SAML on the class path Boot makes no user of its own
		FilteredClassLoader plain = new FilteredClassLoader("org.springframework.security.oauth2",
				"org.springframework.security.saml2");
		this.servlet.withClassLoader(plain).run((context) -> {
			assertThat(context).doesNotHaveBean(AuthenticationProvider.class)
				.doesNotHaveBean(AuthenticationManager.class)
				.hasSingleBean(UserDetailsService.class)
				.hasSingleBean(SecurityFilterChain.class);
			assertThat(context.getBeanNamesForType(Filter.class)).noneMatch((name) -> name.contains("telnyx"));
			assertThat(context.getBeanNamesForType(SecurityFilterChain.class))
				.noneMatch((name) -> name.contains("telnyx"));
		});
	}

	@Test
	void executorOfTheApplicationStaysTheOneThatIsInjected() {
		this.servlet.run((context) -> {
			assertThat(context).hasBean("applicationTaskExecutor").hasBean("telnyxOtpExecutor");
			assertThat(context.getBeanProvider(Executor.class).getObject())
				.isSameAs(context.getBean("applicationTaskExecutor"));
		});
	}

	@Test
	void rulesComeOnlyWithTheSecondFactor() {
		this.servlet
			.run((context) -> assertThat(context).hasBean("telnyxOtpRequestRules").hasBean("telnyxOtpMethodRules"));
		this.servlet.withPropertyValues("telnyx.otp.second-factor.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AuthorizationManagerFactory.class));
	}

	@ParameterizedTest
	@MethodSource("rulesOfApplications")
	void rulesOfTheApplicationWin(Class<?> application) {
		this.servlet.withUserConfiguration(application)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AuthorizationManagerFactory.class)
				.doesNotHaveBean("telnyxOtpRequestRules")
				.doesNotHaveBean("telnyxOtpMethodRules"));
	}

	static List<Class<?>> rulesOfApplications() {
		return List.of(OwnRules.class, OwnFactors.class);
	}

	@ParameterizedTest
	@MethodSource("beansOfApplications")
	void beanOfTheApplicationWins(Class<Object> type, Object bean) {
		this.servlet.withBean("theirs", type, () -> bean)
			.run((context) -> assertThat(context).hasNotFailed().getBean(type).isSameAs(bean));
	}

	static List<Object[]> beansOfApplications() {
		Rules rules = new Rules(new Policy(Duration.ofMinutes(1), 3, 3, Duration.ofSeconds(10), Map.of()));
		ChallengeStore store = Mockito.mock(ChallengeStore.class);
		TelnyxClient client = Mockito.mock(TelnyxClient.class);
		OtpFlow flow = new OtpFlow(rules, Unrestrained.with(List.of(Channel.SMS)), store, client, Runnable::run,
				Told.nobody());
		Phonebook phonebook = (user) -> List.of();
		return List.of(new Object[] { Rules.class, rules }, new Object[] { ChallengeStore.class, store },
				new Object[] { TelnyxClient.class, client }, new Object[] { OtpFlow.class, flow },
				new Object[] { Phonebook.class, phonebook },
				new Object[] { Phonebooks.class, new Phonebooks(List.of()) },
				new Object[] { OtpSecondFactor.class, new OtpSecondFactor(flow, phonebook) },
				new Object[] { PhoneNumberParser.class, new PhoneNumberParser("US") },
				new Object[] { OtpPageRenderer.class, new OtpPageRenderer() },
				new Object[] { OtpLoginSettings.class, new OtpLoginSettings("/code", CodeFormat.ANY, null, true) },
				new Object[] { TelnyxConnectionDetails.class,
						Mockito.mock(TelnyxConnectionDetails.class,
								(call) -> call.getMethod().getName().equals("baseUrl")
										? URI.create("https://example.com")
										: "49000000-0000-4000-8000-000000000001") });
	}

	@Test
	void executorOfTheApplicationWinsByName() {
		Executor executor = Runnable::run;
		this.plain.withBean("telnyxOtpExecutor", Executor.class, () -> executor)
			.run((context) -> assertThat(context).hasNotFailed().getBean("telnyxOtpExecutor").isSameAs(executor));
	}

	@Test
	void clientOfTheApplicationNeedsNoKeyOfOurs() {
		new ApplicationContextRunner().withConfiguration(OURS)
			.withBean(TelnyxClient.class, () -> Mockito.mock(TelnyxClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TelnyxConnectionDetails.class));
	}

	@Test
	void optionalLibrariesAreNotNeededWhereTheApplicationBringsBeans() {
		this.servlet
			.withClassLoader(new FilteredClassLoader(Caffeine.class, CloseableHttpClient.class, PhoneNumberUtil.class))
			.withBean(ChallengeStore.class, () -> Mockito.mock(ChallengeStore.class))
			.withBean(LimitStore.class, () -> Mockito.mock(LimitStore.class))
			.withBean(FailureStore.class, () -> Mockito.mock(FailureStore.class))
			.withBean(TallyStore.class, () -> Mockito.mock(TallyStore.class))
			.withBean(KnownNumbers.class, () -> Mockito.mock(KnownNumbers.class))
			.withBean(TelnyxClient.class, () -> Mockito.mock(TelnyxClient.class))
			.withBean(Phonebook.class, () -> (user) -> List.of())
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OtpSecondFactor.class)
				.doesNotHaveBean(PhoneNumberParser.class));
	}

	@Test
	void flowWorksWithoutSpringSecurity() {
		this.plain.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(OtpFlow.class)
				.doesNotHaveBean("telnyxOtpPhonebooks"));
	}

	@Test
	void phonebookOfTheApplicationIsEnough() {
		MapPhonebook own = new MapPhonebook(Map.of("user", List.of(new PhoneNumber("+13125550100"))));
		new WebApplicationContextRunner().withConfiguration(OURS)
			.withPropertyValues(ACCOUNT)
			.withPropertyValues("telnyx.otp.second-factor.enabled=true")
			.withBean(MapPhonebook.class, () -> own)
			.run((context) -> assertThat(context).getBean(TelnyxOtpPhoneSourceAutoConfiguration.class).isNotNull());
	}

	@Test
	void pageIsKeptInNativeImages() {
		RuntimeHints hints = new RuntimeHints();
		new PageRuntimeHints().registerHints(hints, getClass().getClassLoader());
		for (String file : List.of("page.html", "code.html", "send.html", "otp.css", "otp.js", "icon.svg")) {
			assertThat(RuntimeHintsPredicates.resource().forResource("io/github/telnyxotp/page/" + file))
				.accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.resource().forBundle("io/github/telnyxotp/page/texts")).accepts(hints);
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnRules {

		@Bean
		AuthorizationManagerFactory<Object> ownRules() {
			return new DefaultAuthorizationManagerFactory<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableMultiFactorAuthentication(authorities = { "FACTOR_PASSWORD", "FACTOR_PHONE_OTP" })
	static class OwnFactors {

	}

}
