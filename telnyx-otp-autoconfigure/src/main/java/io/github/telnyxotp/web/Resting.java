package io.github.telnyxotp.web;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.page.SecurityHeaders;
import io.github.telnyxotp.security.RestDecision;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDeniedException;

/**
 * Says when a sensitive action is possible again that rests after a change of number. No
 * page of Spring Security knows of a time.
 *
 * @since 0.1
 */
public final class Resting {

	private final @Nullable Pages pages;

	private final InstantSource clock;

	/**
	 * An answer for one chain.
	 * @param pages the pages of the chain, {@code null} where programs alone are answered
	 * @param clock tells the time
	 */
	Resting(@Nullable Pages pages, InstantSource clock) {
		this.pages = pages;
		this.clock = clock;
	}

	/**
	 * Answers somebody who was refused because of a rest.
	 * @param exchange the request
	 * @param thrown by a rule, a method or a controller, in whatever it is wrapped
	 * @return what to write, or nothing if this is about something else
	 */
	public Optional<Reply> answer(Exchange exchange, Throwable thrown) {
		// What a controller throws arrives inside of something else
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			if (each instanceof AuthorizationDeniedException denied
					&& denied.getAuthorizationResult() instanceof RestDecision rest) {
				Duration after = Duration.between(this.clock.instant(), rest.until());
				return Optional.of(tell(exchange, after.isNegative() ? Duration.ZERO : after));
			}
		}
		return Optional.empty();
	}

	private Reply tell(Exchange exchange, Duration after) {
		OtpProblem problem = OtpProblem.of(Kind.RESTING).withRetryAfter(after);
		int status = problem.kind().status();
		String retry = Long.toString(OtpReplies.seconds(after));
		Pages drawn = this.pages;
		if (drawn == null || !OtpReplies.wantsPage(exchange)) {
			return Reply.of(status, MediaType.APPLICATION_PROBLEM_JSON, OtpJson.problem(problem))
				.with("Retry-After", retry);
		}
		OtpPage page = drawn.plain(exchange, Notice.NONE, after);
		return Pages.html(status, drawn.renderer().renderRest(page))
			.with("Retry-After", retry)
			.with(SecurityHeaders.all());
	}

}
