package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;

import io.github.telnyxotp.security.OtpAuthorization;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.web.filter.GenericFilterBean;

/**
 * Demands a fresh code where the properties say so. Comes after the rules of the chain,
 * so that nobody pays for a message to somebody who lacks a role, and looks at every
 * forward as they do.
 */
final class StepUpFilter extends GenericFilterBean {

	private final List<StepUpRule> rules;

	private final OtpAuthorization otp;

	private final SecurityContextHolderStrategy holder;

	StepUpFilter(List<StepUpRule> rules, OtpAuthorization otp, SecurityContextHolderStrategy holder) {
		this.rules = List.copyOf(rules);
		this.otp = otp;
		this.holder = holder;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest http && http.getDispatcherType() != DispatcherType.ERROR) {
			for (StepUpRule rule : this.rules) {
				if (rule.matches(http)) {
					this.otp.demand(this.holder.getContext().getAuthentication(), rule.stepUp());
				}
			}
		}
		chain.doFilter(request, response);
	}

}
