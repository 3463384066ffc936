package io.github.telnyxotp.web;

import java.util.Set;

import io.github.telnyxotp.security.StepUp;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StepUpRuleTests {

	@Test
	@DisplayName("SEC-38 a rule for GET holds for HEAD, which the same method of a controller answers")
	void ruleForGetHoldsForHead() {
		StepUpRule rule = StepUpRule.of("/statement", Set.of("GET"), StepUp.ANY);
		assertThat(rule.matches(new Asked("GET", "/statement"))).isTrue();
		assertThat(rule.matches(new Asked("HEAD", "/statement"))).isTrue();
		assertThat(rule.matches(new Asked("POST", "/statement"))).isFalse();
		assertThat(rule.matches(new Asked("HEAD", "/other"))).isFalse();
	}

	@Test
	void ruleForHeadAloneAndForOtherMethodsStaysAsItIs() {
		assertThat(StepUpRule.of("/statement", Set.of("HEAD"), StepUp.ANY).matches(new Asked("HEAD", "/statement")))
			.isTrue();
		assertThat(StepUpRule.of("/statement", Set.of("POST"), StepUp.ANY).matches(new Asked("HEAD", "/statement")))
			.isFalse();
	}

}
