package io.github.telnyxotp.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.LimitKey;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.InMemoryFailureStore;
import io.github.telnyxotp.store.InMemoryLimitStore;
import io.github.telnyxotp.store.LimitStore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class TelnyxOtpLimitAutoConfigurationTests {

	private static final String NEW = "telnyx.otp.limits.per-session.";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TelnyxOtpLimitAutoConfiguration.class));

	@Test
	@DisplayName("SEC-12, SEC-14, SEC-15 nothing set, all limits are on")
	void nothingSetAllLimitsAreOn() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(InMemoryLimitStore.class).hasSingleBean(InMemoryFailureStore.class);
			assertThat(context.getBean(Limits.class).all()).isEqualTo(Limits.defaults());
			assertThat(context.getBean(FailureRules.class)).isEqualTo(new FailureRules(30, Duration.ofDays(30)));
		});
	}

	@Test
	void defaultIsChangedByItsName() {
		this.runner
			.withPropertyValues("telnyx.otp.limits.send-phone-10m.limit=2", "telnyx.otp.limits.send-ip-1h.key=session",
					"telnyx.otp.limits.check-ip-1h.mode=record-only", "telnyx.otp.failures.hard-stop=5")
			.run((context) -> {
				assertThat(find(context.getBean(Limits.class), "send-phone-10m")).isEqualTo(new Limit("send-phone-10m",
						Action.SEND, StandardKey.PHONE, 2, Duration.ofMinutes(10), Mode.ENFORCE));
				assertThat(find(context.getBean(Limits.class), "send-ip-1h").key()).isEqualTo(StandardKey.SESSION);
				assertThat(find(context.getBean(Limits.class), "check-ip-1h").enforced()).isFalse();
				assertThat(context.getBean(FailureRules.class).hardStop()).isEqualTo(5);
			});
	}

	@ParameterizedTest
	@CsvSource({ "off", "OFF", "false" })
	void defaultIsSwitchedOffByItsName(String off) {
		this.runner.withPropertyValues("telnyx.otp.limits.send-user-1h.mode=" + off)
			.run((context) -> assertThat(context.getBean(Limits.class).all()).hasSize(Limits.defaults().size() - 1)
				.noneMatch((limit) -> limit.name().equals("send-user-1h")));
	}

	@Test
	void newLimitIsAddedAndItsKeyMayBeABean() {
		LimitKey key = (traffic) -> "tenant";
		this.runner.withBean("tenantKey", LimitKey.class, () -> key)
			.withPropertyValues(NEW + "key=tenantKey", NEW + "limit=7", NEW + "window=1d", NEW + "action=check")
			.run((context) -> assertThat(find(context.getBean(Limits.class), "per-session"))
				.isEqualTo(new Limit("per-session", Action.CHECK, key, 7, Duration.ofDays(1), Mode.ENFORCE)));
	}

	@Test
	void backsOffWhereTheApplicationBringsItsOwn() {
		Limits none = new Limits(List.of());
		this.runner.withBean(LimitStore.class, () -> Mockito.mock(LimitStore.class))
			.withBean(FailureStore.class, () -> Mockito.mock(FailureStore.class))
			.withBean(Limits.class, () -> none)
			.run((context) -> {
				assertThat(context).hasSingleBean(LimitStore.class).doesNotHaveBean(InMemoryLimitStore.class);
				assertThat(context).hasSingleBean(FailureStore.class).doesNotHaveBean(InMemoryFailureStore.class);
				assertThat(context.getBean(Limits.class)).isSameAs(none);
			});
	}

	@Test
	void switchedOffOrWithoutCaffeineThereIsNoStore() {
		this.runner.withPropertyValues("telnyx.otp.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Limits.class).doesNotHaveBean(LimitStore.class));
		LimitStore own = Mockito.mock(LimitStore.class);
		this.runner.withClassLoader(new FilteredClassLoader(Caffeine.class))
			.withBean(LimitStore.class, () -> own)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Limits.class)
				.getBean(LimitStore.class)
				.isSameAs(own));
	}

	@Test
	@DisplayName("SEC-30 names are made under the secret that is set, else under one of the process")
	void namesAreMadeUnderTheSecretThatIsSet() {
		String secret = "0123456789abcdef0123456789abcdef";
		String name = KeyedHash.of(secret).name("phone", "+13125550100");
		this.runner.withPropertyValues("telnyx.otp.secret=" + secret)
			.run((context) -> assertThat(context.getBean(KeyedHash.class).name("phone", "+13125550100"))
				.isEqualTo(name));
		this.runner.run((context) -> assertThat(context.getBean(KeyedHash.class).name("phone", "+13125550100"))
			.isNotEqualTo(name));
		KeyedHash own = KeyedHash.random();
		this.runner.withBean(KeyedHash.class, () -> own)
			.run((context) -> assertThat(context.getBean(KeyedHash.class)).isSameAs(own));
	}

	@ParameterizedTest
	@DisplayName("SEC-12 a setting that cannot be meant names its property")
	@CsvSource(delimiter = '|', quoteCharacter = '"', value = {
			"telnyx.otp.failures.hard-stop=101|telnyx.otp.failures|'hardStop' must be between 1 and 100.",
			"telnyx.otp.failures.memory=1s|telnyx.otp.failures|'memory' must be between one minute and ten years.",
			"telnyx.otp.limits.send-ip-1h.limit=0|telnyx.otp.limits.send-ip-1h|'limit' must be between 1 and 1000000.",
			"telnyx.otp.limits.send-ip-1h.window=0s|telnyx.otp.limits.send-ip-1h|'window' must be between one second and 366 days.",
			"telnyx.otp.limits.send-ip-1h.key=phones|telnyx.otp.limits.send-ip-1h.key|There is no key of this name, nor a bean of type io.github.telnyxotp.limit.LimitKey.",
			"telnyx.otp.limits.send-phone.limit=1|telnyx.otp.limits.send-phone.action|It is not set, and no limit of this name exists that it could be taken from.",
			"telnyx.otp.counters.maximum-size=2|telnyx.otp.counters.maximum-size|With fewer than 3 counters nobody could sign in." })
	void settingThatCannotBeMeantNamesItsProperty(String setting, String property, String reason) {
		List<FailureAnalysis> found = new ArrayList<>();
		this.runner.withPropertyValues(setting).run((context) -> {
			assertThat(context).hasFailed();
			found.add(new TelnyxOtpFailureAnalyzer().analyze(context.getStartupFailure()));
		});
		assertThat(found.get(0).getDescription()).startsWith("The property '" + property + "'")
			.endsWith(reason.replace("''", "'"));
		assertThat(found.get(0).getAction()).isNotBlank();
	}

	private static Limit find(Limits limits, String name) {
		return limits.all().stream().filter((limit) -> limit.name().equals(name)).findFirst().orElseThrow();
	}

}
