package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Answers people with pages and programs with JSON.
 */
final class OtpReplies {

	static final RequestMatcher WANTS_PAGE = wantsPage();

	private final OtpEndpoints endpoints;

	OtpReplies(OtpEndpoints endpoints) {
		this.endpoints = endpoints;
	}

	/** Sends a person back to the page with a word about it, and tells a program. */
	void refuse(HttpServletRequest request, HttpServletResponse response, Kind kind) throws IOException {
		refuse(request, response, OtpProblem.of(kind));
	}

	void refuse(HttpServletRequest request, HttpServletResponse response, OtpProblem problem) throws IOException {
		refuse(request, response, problem, this.endpoints.page(request));
	}

	/** The same for somebody who is to go on elsewhere. */
	void refuse(HttpServletRequest request, HttpServletResponse response, OtpProblem problem, String page)
			throws IOException {
		if (WANTS_PAGE.matches(request)) {
			redirect(request, response, page + "?error=" + problem.kind().id() + after(problem));
			return;
		}
		Duration retryAfter = problem.retryAfter();
		if (retryAfter != null) {
			response.setHeader("Retry-After", Long.toString(seconds(retryAfter)));
		}
		OtpProblem complete = problem.withLinks(this.endpoints.links(request));
		write(response, problem.kind().status(), MediaType.APPLICATION_PROBLEM_JSON, OtpJson.problem(complete));
	}

	/** The page of a limit says when to come back. */
	private static String after(OtpProblem problem) {
		Duration retryAfter = problem.retryAfter();
		return (problem.kind() == Kind.TOO_MANY && retryAfter != null) ? "&after=" + seconds(retryAfter) : "";
	}

	static long seconds(Duration time) {
		return time.plusNanos(999_999_999).toSeconds();
	}

	/** What {@link #after(OtpProblem)} wrote; anything else is not understood. */
	static Duration after(HttpServletRequest request) {
		String after = request.getParameter("after");
		return (after != null && after.matches("[0-9]{1,8}")) ? Duration.ofSeconds(Long.parseLong(after))
				: Duration.ZERO;
	}

	/**
	 * Answers somebody who is not signed in. Nothing is thrown, because the request, with
	 * its code, might be saved for later.
	 */
	void refuseStranger(HttpServletRequest request, HttpServletResponse response) throws IOException {
		refuse(request, response, WANTS_PAGE.matches(request) ? Kind.OUTDATED : Kind.SIGN_IN_REQUIRED);
	}

	/**
	 * Tells a program how the challenge stands, and of the phones if they are several.
	 */
	void status(HttpServletResponse response, int code, @Nullable ChallengeStatus status, List<PhoneNumber> phones)
			throws IOException {
		write(response, code, MediaType.APPLICATION_JSON, OtpJson.status(status, phones));
	}

	void redirect(HttpServletRequest request, HttpServletResponse response, String target) {
		lead(request, response, target);
	}

	/**
	 * Leads to a path of this application or to the address of a saved request, and never
	 * to another site (SEC-64). The server is not asked to: it would make an address of
	 * the path with the host that the request claims.
	 */
	static void lead(HttpServletRequest request, HttpServletResponse response, String target) {
		response.setStatus(HttpServletResponse.SC_FOUND);
		response.setHeader("Location", local(request, target));
	}

	/** The same place as a path, whatever host the address names. */
	static String local(HttpServletRequest request, String target) {
		String path = target.startsWith("/") ? request.getContextPath() + target : path(target);
		boolean elsewhere = path.isEmpty() || path.startsWith("//") || path.startsWith("/\\");
		return elsewhere ? request.getContextPath() + "/" : path;
	}

	private static String path(String address) {
		int path = address.indexOf('/', address.indexOf("://") + 3);
		return (path >= 0) ? address.substring(path) : "";
	}

	static void write(HttpServletResponse response, int status, MediaType type, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		response.setStatus(status);
		response.setContentType(type.toString());
		response.setCharacterEncoding(StandardCharsets.UTF_8.name());
		response.setContentLength(bytes.length);
		response.getOutputStream().write(bytes);
	}

	static Notice notice(HttpServletRequest request) {
		return (request.getParameter("sent") != null) ? Notice.SENT : Notice.of(request.getParameter("error"));
	}

	private static RequestMatcher wantsPage() {
		MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
		html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
		return new AndRequestMatcher(html,
				new NegatedRequestMatcher(new RequestHeaderRequestMatcher("X-Requested-With", "XMLHttpRequest")));
	}

}
