package io.github.telnyxotp.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Names the property and the fix instead of a stack trace.
 */
final class TelnyxOtpFailureAnalyzer extends AbstractFailureAnalyzer<TelnyxOtpConfigurationException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, TelnyxOtpConfigurationException cause) {
		String description = "The property '%s' cannot be used:%n%n    %s".formatted(cause.property(), cause.reason());
		return new FailureAnalysis(description, cause.action(), rootFailure);
	}

}
