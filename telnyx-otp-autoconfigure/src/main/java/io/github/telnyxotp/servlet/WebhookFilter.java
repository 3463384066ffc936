package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.telnyxotp.webhook.WebhookInbox;
import io.github.telnyxotp.webhook.WebhookOutcome;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The slot in the front door: answers every request that it gets with a status alone, and
 * passes none on. It belongs in front of the security chains, since a webhook has neither
 * session nor cookies nor a CSRF token, and needs none (SEC-45).
 *
 * @since 0.1
 */
public final class WebhookFilter implements Filter {

	private final WebhookInbox inbox;

	/**
	 * A filter for one path.
	 * @param inbox who takes webhooks in
	 */
	public WebhookFilter(WebhookInbox inbox) {
		this.inbox = inbox;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
		HttpServletRequest http = (HttpServletRequest) request;
		answer(http, (HttpServletResponse) response, outcome(http));
	}

	private WebhookOutcome outcome(HttpServletRequest request) {
		Function<String, List<String>> headers = (name) -> Collections.list(request.getHeaders(name));
		Optional<WebhookOutcome> refusal = this.inbox.refusal(request.getMethod(), headers);
		if (refusal.isPresent()) {
			return refusal.get();
		}
		try {
			return this.inbox.receive(headers, request.getInputStream().readNBytes(WebhookInbox.LARGEST_BODY + 1));
		}
		catch (IOException ex) {
			// The body broke off, so there is nothing to take in and hardly anybody to
			// answer
			return WebhookOutcome.MALFORMED;
		}
	}

	private static void answer(HttpServletRequest request, HttpServletResponse response, WebhookOutcome outcome) {
		response.setStatus(outcome.status());
		if (outcome == WebhookOutcome.WRONG_METHOD) {
			response.setHeader("Allow", "POST");
		}
		if (outcome == WebhookOutcome.TOO_LARGE && request.getProtocol().startsWith("HTTP/1")) {
			// Otherwise the server would read the rest to find the next request
			response.setHeader("Connection", "close");
		}
	}

}
