package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpEnrolment;
import io.github.telnyxotp.security.OtpSecondFactor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks somebody who is signed in for a number of the own account, and starts the
 * challenge when it is posted. Showing changes and sends nothing (SEC-63), and no
 * parameter names an account (SEC-40).
 */
final class EnrolmentFilter extends OncePerRequestFilter {

	private final OtpEndpoints endpoints;

	private final RequestMatcher place;

	private final OtpLoginSettings settings;

	private final OtpPageRenderer renderer;

	private final OtpSecondFactor secondFactor;

	private final OtpEnrolment enrolment;

	private final Origins origins;

	private final PhoneNumberParser parser;

	private final SignedIn signedIn;

	private final OtpReplies replies;

	EnrolmentFilter(OtpEndpoints endpoints, OtpLoginSettings settings, OtpPageRenderer renderer,
			OtpSecondFactor secondFactor, OtpEnrolment enrolment, Origins origins, PhoneNumberParser parser,
			SignedIn signedIn) {
		this.endpoints = endpoints;
		this.place = endpoints.matcher(endpoints.enrol());
		this.settings = settings;
		this.renderer = renderer;
		this.secondFactor = secondFactor;
		this.enrolment = enrolment;
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
			return;
		}
		Optional<Authentication> user = this.signedIn.find();
		if (user.isEmpty() && !isForm(request)) {
			throw new InsufficientAuthenticationException("The first factor is missing");
		}
		if (user.isEmpty()) {
			this.replies.redirect(request, response, this.endpoints.enrol());
			return;
		}
		Optional<List<PhoneNumber>> phones = this.secondFactor.phones(user.get());
		if (phones.isPresent()) {
			serve(request, response, user.get(), phones.get());
			return;
		}
		unavailable(request, response);
	}

	private void serve(HttpServletRequest request, HttpServletResponse response, Authentication user,
			List<PhoneNumber> phones) throws IOException {
		AuthorizationResult result = this.enrolment.authorize(user, phones);
		if (!result.isGranted() && isForm(request)) {
			this.replies.redirect(request, response, this.endpoints.enrol());
		}
		else if (!result.isGranted()) {
			throw new AuthorizationDeniedException("The sign-in is not fresh enough for a change of number", result);
		}
		else if (isPost(request)) {
			start(request, response, this.enrolment.context(user, phones, ChallengeSession.find(request)));
		}
		else if (OtpReplies.WANTS_PAGE.matches(request)) {
			show(request, response, HttpServletResponse.SC_OK, phones, OtpReplies.notice(request));
		}
		else {
			OtpContext context = ChallengeSession.context(request, user);
			this.replies.status(response, HttpServletResponse.SC_OK, this.secondFactor.status(context).orElse(null),
					phones);
		}
	}

	/** It must not be kept for later, as forms are elsewhere: it has a number in it. */
	private static boolean isForm(HttpServletRequest request) {
		return isPost(request) && OtpReplies.WANTS_PAGE.matches(request);
	}

	private static boolean isPost(HttpServletRequest request) {
		return HttpMethod.POST.matches(request.getMethod());
	}

	/** While the phonebook fails nobody knows who may do what. */
	private void unavailable(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (isPost(request) || !OtpReplies.WANTS_PAGE.matches(request)) {
			this.replies.refuse(request, response, Kind.BUSY);
			return;
		}
		show(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, List.of(), Notice.BUSY);
	}

	private void show(HttpServletRequest request, HttpServletResponse response, int status, List<PhoneNumber> phones,
			Notice notice) throws IOException {
		OtpPage.Site site = new OtpPage.Site(this.endpoints.links(request), this.settings.codeFormat(),
				this.settings.name());
		Duration after = OtpReplies.after(request);
		OtpPage page = new OtpPage(site, OtpPageFilter.csrf(request), request.getLocale(), !phones.isEmpty(), null,
				notice, after, Set.of(), new OtpPage.Ask(null, phones, null, null));
		OtpReplies.write(response, status, MediaType.TEXT_HTML,
				this.renderer.renderEnrolment(page, request.getContextPath() + this.endpoints.enrol()));
	}

	private void start(HttpServletRequest request, HttpServletResponse response, OtpContext context)
			throws IOException {
		Optional<PhoneNumber> phone = PhoneLoginFilter.submitted(request).flatMap(this.parser::parse);
		if (phone.isEmpty()) {
			this.replies.refuse(request, response, Kind.MALFORMED);
			return;
		}
		SendDecision decision = this.enrolment.start(context, phone.get(), this.origins.of(request));
		if (!(decision instanceof SendDecision.Granted granted)) {
			this.replies.refuse(request, response, OtpChallengeFilter.problem(decision));
			return;
		}
		ChallengeSession.enrol(request, granted.challenge(), context);
		if (OtpReplies.WANTS_PAGE.matches(request)) {
			this.replies.redirect(request, response, this.endpoints.page());
			return;
		}
		this.replies.status(response, HttpServletResponse.SC_ACCEPTED,
				this.secondFactor.status(context.with(granted.challenge())).orElse(null), List.of());
	}

}
