package io.github.telnyxotp.web;

import java.util.List;

import io.github.telnyxotp.page.OtpProblem.Kind;

/**
 * Leads a person whose form is out of date (session over, signed in again in another tab)
 * back to the page instead of to a bare 403, and tells a program.
 *
 * @since 0.1
 */
public final class OutdatedForms {

	private final List<Place> forms;

	private final OtpReplies replies;

	/**
	 * The forms of one chain.
	 * @param places where its endpoints lie
	 */
	public OutdatedForms(OtpEndpoints places) {
		this.forms = places.forms();
		this.replies = new OtpReplies(places);
	}

	/**
	 * Whether a request posts a form of ours. Looks at its method and path only.
	 * @param exchange the request
	 * @return {@code false} for all others
	 */
	public boolean matches(Exchange exchange) {
		return this.forms.stream().anyMatch((each) -> each.matches(exchange));
	}

	/**
	 * Answers a form of ours whose token is not valid any more.
	 * @param exchange the request
	 * @return a redirect for people, a problem for programs
	 */
	public Reply answer(Exchange exchange) {
		return this.replies.refuse(exchange, Kind.OUTDATED);
	}

}
