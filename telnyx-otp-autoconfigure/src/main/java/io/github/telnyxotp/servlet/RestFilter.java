package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpJson;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.page.OtpProblem;
import io.github.telnyxotp.page.OtpProblem.Kind;
import io.github.telnyxotp.page.SecurityHeaders;
import io.github.telnyxotp.security.RestDecision;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says when a sensitive action is possible again that rests after a change of number. It
 * stands where rules and methods refuse, for no page of Spring Security knows of a time.
 */
final class RestFilter extends OncePerRequestFilter {

	private final @Nullable OtpEndpoints endpoints;

	private final OtpLoginSettings settings;

	private final OtpPageRenderer renderer;

	private final InstantSource clock;

	RestFilter(@Nullable OtpEndpoints endpoints, OtpLoginSettings settings, OtpPageRenderer renderer,
			InstantSource clock) {
		this.endpoints = endpoints;
		this.settings = settings;
		this.renderer = renderer;
		this.clock = clock;
	}

	/** Work that a controller ends later is refused there too. */
	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		try {
			chain.doFilter(request, response);
		}
		catch (ServletException | RuntimeException ex) {
			RestDecision rest = find(ex);
			if (rest == null || response.isCommitted()) {
				throw ex;
			}
			response.resetBuffer();
			Duration after = Duration.between(this.clock.instant(), rest.until());
			tell(request, response, after.isNegative() ? Duration.ZERO : after);
		}
	}

	/** What a controller throws arrives inside of something else. */
	private static @Nullable RestDecision find(Throwable thrown) {
		for (Throwable each = thrown; each != null; each = each.getCause()) {
			if (each instanceof AuthorizationDeniedException denied
					&& denied.getAuthorizationResult() instanceof RestDecision rest) {
				return rest;
			}
		}
		return null;
	}

	private void tell(HttpServletRequest request, HttpServletResponse response, Duration after) throws IOException {
		OtpProblem problem = OtpProblem.of(Kind.RESTING).withRetryAfter(after);
		response.setHeader("Retry-After", Long.toString(OtpReplies.seconds(after)));
		OtpEndpoints places = this.endpoints;
		if (places == null || !OtpReplies.WANTS_PAGE.matches(request)) {
			OtpReplies.write(response, problem.kind().status(), MediaType.APPLICATION_PROBLEM_JSON,
					OtpJson.problem(problem));
			return;
		}
		SecurityHeaders.all().forEach(response::setHeader);
		OtpPage.Site site = new OtpPage.Site(places.links(request), this.settings.codeFormat(), this.settings.name());
		OtpPage page = new OtpPage(site, OtpPageFilter.csrf(request), request.getLocale(), true, null, Notice.NONE,
				after, Set.of(), OtpPage.Ask.NOTHING);
		OtpReplies.write(response, problem.kind().status(), MediaType.TEXT_HTML, this.renderer.renderRest(page));
	}

}
