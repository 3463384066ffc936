package io.github.telnyxotp.web;

import java.time.Duration;
import java.util.List;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/**
 * Answers people with pages and programs with JSON.
 *
 * @since 0.1
 */
public final class OtpReplies {

	private final OtpEndpoints endpoints;

	OtpReplies(OtpEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	/**
	 * Whether a person is to be answered, and not a program: who accepts HTML by name and
	 * comes from no script.
	 * @param exchange the request
	 * @return {@code false} for programs
	 */
	public static boolean wantsPage(Exchange exchange) {
		return acceptsHtml(exchange) && !"XMLHttpRequest".equals(exchange.header("X-Requested-With"));
	}

	private static boolean acceptsHtml(Exchange exchange) {
		try {
			List<MediaType> accepted = MediaType.parseMediaTypes(exchange.headers("Accept"));
			// Refuses a list that is too long
			MimeTypeUtils.sortBySpecificity(accepted);
			return accepted.stream()
				.anyMatch((type) -> !type.includes(MediaType.ALL) && MediaType.TEXT_HTML.isCompatibleWith(type));
		}
		catch (InvalidMediaTypeException | InvalidMimeTypeException ex) {
			return false;
		}
	}

	/** Sends a person back to the page with a word about it, and tells a program. */
	Reply refuse(Exchange exchange, Kind kind) {
		return refuse(exchange, OtpProblem.of(kind));
	}

	Reply refuse(Exchange exchange, OtpProblem problem) {
		return refuse(exchange, problem, this.endpoints.page(exchange));
	}

	/** The same for somebody who is to go on elsewhere. */
	Reply refuse(Exchange exchange, OtpProblem problem, String page) {
		if (wantsPage(exchange)) {
			return lead(exchange, page + "?error=" + problem.kind().id() + after(problem));
		}
		Reply reply = Reply.of(problem.kind().status(), MediaType.APPLICATION_PROBLEM_JSON,
				OtpJson.problem(problem.withLinks(this.endpoints.links(exchange))));
		Duration retryAfter = problem.retryAfter();
		return (retryAfter != null) ? reply.with("Retry-After", Long.toString(seconds(retryAfter))) : reply;
	}

	/** The page of a limit or pause says when to come back. */
	private static String after(OtpProblem problem) {
		Duration retryAfter = problem.retryAfter();
		return ((problem.kind() == Kind.TOO_MANY || problem.kind() == Kind.TOO_SOON) && retryAfter != null)
				? "&after=" + seconds(retryAfter) : "";
	}

	static long seconds(Duration time) {
		return time.plusNanos(999_999_999).toSeconds();
	}

	/** What {@link #after(OtpProblem)} wrote; anything else is not understood. */
	static Duration after(Exchange exchange) {
		String after = exchange.query("after");
		return (after != null && after.matches("[0-9]{1,8}")) ? Duration.ofSeconds(Long.parseLong(after))
				: Duration.ZERO;
	}

	/**
	 * Answers somebody who is not signed in. Nothing is thrown, because the request, with
	 * its code, might be saved for later.
	 */
	Reply refuseStranger(Exchange exchange) {
		return refuse(exchange, wantsPage(exchange) ? Kind.OUTDATED : Kind.SIGN_IN_REQUIRED);
	}

	/**
	 * Tells a program how the challenge stands, and of the phones if they are several.
	 */
	static Reply status(int code, @Nullable ChallengeStatus status, List<PhoneNumber> phones) {
		return Reply.of(code, MediaType.APPLICATION_JSON, OtpJson.status(status, phones));
	}

	/**
	 * Leads to a path of this application or to the address of a saved request, and never
	 * to another site (SEC-64). The server is not asked to: it would make an address of
	 * the path with the host that the request claims.
	 */
	static Reply lead(Exchange exchange, String target) {
		return Reply.redirect(local(exchange.contextPath(), target));
	}

	/** The same place as a path, whatever host the address names. */
	static String local(String contextPath, String target) {
		String path = target.startsWith("/") ? contextPath + target : path(target);
		boolean elsewhere = path.isEmpty() || path.startsWith("//") || path.startsWith("/\\");
		return elsewhere ? contextPath + "/" : path;
	}

	private static String path(String address) {
		int path = address.indexOf('/', address.indexOf("://") + 3);
		return (path >= 0) ? address.substring(path) : "";
	}

	static Notice notice(Exchange exchange) {
		return (exchange.query("sent") != null) ? Notice.SENT : Notice.of(exchange.query("error"));
	}

}
