package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.security.OtpVisitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks for the number of somebody who signs in by phone, and starts the challenge when it
 * is posted. Only what is no number at all is refused; all numbers get one answer
 * (SEC-26).
 */
final class PhoneLoginFilter extends OncePerRequestFilter {

	private final OtpEndpoints endpoints;

	private final String path;

	private final RequestMatcher place;

	private final OtpLoginSettings settings;

	private final OtpPageRenderer renderer;

	private final OtpSecondFactor secondFactor;

	private final Origins origins;

	private final PhoneNumberParser parser;

	private final SignedIn signedIn;

	private final OtpReplies replies;

	PhoneLoginFilter(OtpEndpoints endpoints, String path, OtpLoginSettings settings, OtpPageRenderer renderer,
			OtpSecondFactor secondFactor, Origins origins, PhoneNumberParser parser, SignedIn signedIn) {
		this.endpoints = endpoints;
		this.path = path;
		this.place = endpoints.matcher(path);
		this.settings = settings;
		this.renderer = renderer;
		this.secondFactor = secondFactor;
		this.origins = origins;
		this.parser = parser;
		this.signedIn = signedIn;
		this.replies = new OtpReplies(endpoints);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (!this.place.matches(request)) {
			chain.doFilter(request, response);
		}
		else if (this.signedIn.find().isPresent()) {
			// A second login on top of the first would only take its place
			leave(request, response);
		}
		else if (HttpMethod.POST.matches(request.getMethod())) {
			start(request, response);
		}
		else {
			show(request, response);
		}
	}

	private void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
		OtpPage.Site site = new OtpPage.Site(this.endpoints.links(request), this.settings.codeFormat(),
				this.settings.name());
		Notice notice = OtpReplies.notice(request);
		OtpPage page = new OtpPage(site, OtpPageFilter.csrf(request), request.getLocale(), true, null, notice,
				OtpReplies.after(request), Set.of(), OtpPage.Ask.NOTHING);
		OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.TEXT_HTML,
				this.renderer.renderPhone(page, request.getContextPath() + this.path));
	}

	private void leave(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			this.replies.redirect(request, response, "/");
			return;
		}
		OtpReplies.write(response, HttpServletResponse.SC_OK, MediaType.APPLICATION_JSON,
				OtpJson.authenticated(request.getContextPath() + "/"));
	}

	private void start(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Optional<PhoneNumber> phone = submitted(request).flatMap(this.parser::parse);
		if (phone.isEmpty()) {
			this.replies.refuse(request, response, Kind.MALFORMED);
			return;
		}
		SendDecision decision = this.secondFactor.visit(phone.get(), this.origins.of(request),
				ChallengeSession.find(request));
		if (decision instanceof SendDecision.Granted granted) {
			ChallengeSession.visit(request, granted.challenge());
			granted(request, response, granted);
			return;
		}
		this.replies.refuse(request, response, (decision instanceof SendDecision.Limited limited)
				? OtpProblem.of(Kind.TOO_MANY).withRetryAfter(limited.retryAfter()) : OtpProblem.of(Kind.BUSY));
	}

	private void granted(HttpServletRequest request, HttpServletResponse response, SendDecision.Granted granted)
			throws IOException {
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			this.replies.redirect(request, response, this.endpoints.page());
			return;
		}
		this.replies.status(response, HttpServletResponse.SC_ACCEPTED,
				this.secondFactor.status(new OtpContext(new OtpVisitor(), granted.challenge())).orElse(null),
				List.of());
	}

	static Optional<String> submitted(HttpServletRequest request) throws IOException {
		if (OtpAuthenticationFilter.isJson(request)) {
			return OtpJson.phone(request.getInputStream().readAllBytes());
		}
		List<String> values = SubmittedForm.values(request, "phone");
		return (values.size() == 1) ? Optional.of(values.get(0)) : Optional.empty();
	}

}
