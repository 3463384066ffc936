package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.List;

import io.github.telnyxotp.page.SecurityHeaders;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything that reads a body: refuses what our endpoints never take and
 * gives each of their replies its headers, errors included (SEC-23, SEC-62, SEC-70).
 */
final class OtpRequestGuardFilter extends OncePerRequestFilter {

	private static final int LARGEST_BODY = 4096;

	private final List<OtpEndpoints.Endpoint> endpoints;

	private final OtpEndpoints places;

	OtpRequestGuardFilter(OtpEndpoints places) {
		this.places = places;
		this.endpoints = places.all();
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		for (OtpEndpoints.Endpoint endpoint : this.endpoints) {
			if (endpoint.matcher().matches(request) && !isPageOfApplication(request)) {
				guard(request, response, endpoint, chain);
				return;
			}
		}
		chain.doFilter(request, response);
	}

	/** The application may put a page of its own where codes are posted to. */
	private boolean isPageOfApplication(HttpServletRequest request) {
		return this.places.isOwnPage(request) && !request.getMethod().equals("POST");
	}

	private static void guard(HttpServletRequest request, HttpServletResponse response, OtpEndpoints.Endpoint endpoint,
			FilterChain chain) throws ServletException, IOException {
		SecurityHeaders.all().forEach(response::setHeader);
		int refusal = refusal(request, endpoint);
		if (refusal == 0) {
			chain.doFilter(request, response);
			return;
		}
		if (refusal == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
			response.setHeader("Allow", String.join(", ", endpoint.methods().stream().sorted().toList()));
		}
		response.setStatus(refusal);
	}

	private static int refusal(HttpServletRequest request, OtpEndpoints.Endpoint endpoint) {
		if (!endpoint.methods().contains(request.getMethod())) {
			return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
		}
		if (!request.getMethod().equals("POST")) {
			return 0;
		}
		// A body of unknown length would be read to its end by whoever asks for a
		// parameter
		boolean unknown = request.getContentLengthLong() < 0 && mayHaveBody(request);
		if (unknown) {
			return HttpServletResponse.SC_LENGTH_REQUIRED;
		}
		if (request.getContentLengthLong() > LARGEST_BODY) {
			return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
		}
		return knownType(request) ? 0 : HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
	}

	private static boolean mayHaveBody(HttpServletRequest request) {
		return request.getHeader("Transfer-Encoding") != null || !request.getProtocol().startsWith("HTTP/1");
	}

	private static boolean knownType(HttpServletRequest request) {
		String type = request.getContentType();
		if (type == null) {
			return request.getContentLengthLong() <= 0;
		}
		try {
			MediaType media = MediaType.parseMediaType(type);
			return media.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)
					|| media.equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

}
