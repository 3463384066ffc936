package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;

import io.github.telnyxotp.security.OtpAuthorization;
import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.StepUpRule;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.filter.GenericFilterBean;

/**
 * Demands a fresh code where the properties say so. Comes after the rules of the chain,
 * so that nobody pays for a message to somebody who lacks a role, and looks at every
 * forward as they do.
 */
final class StepUpFilter extends GenericFilterBean {

	private final List<StepUpRule> rules;

	private final OtpAuthorization otp;

	private final Exchanges exchanges;

	StepUpFilter(List<StepUpRule> rules, OtpAuthorization otp, Exchanges exchanges) {
		this.rules = List.copyOf(rules);
		this.otp = otp;
		this.exchanges = exchanges;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest http && http.getDispatcherType() != DispatcherType.ERROR) {
			Exchange exchange = this.exchanges.of(http);
			for (StepUpRule rule : this.rules) {
				if (rule.matches(exchange)) {
					this.otp.demand(exchange.authentication(), rule.stepUp());
				}
			}
		}
		chain.doFilter(request, response);
	}

}
