package io.github.telnyxotp.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.page.OtpLinks;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Where the endpoints of one chain lie.
 *
 * @param path code page and target of codes
 * @param ownPage page of the application that asks for the code, or {@code null} for ours
 * @param logout where one signs out, or {@code null}
 * @param phone where one signs in by phone, or {@code null} if one does not
 * @param listsDevices whether people can see their remembered devices
 * @param enrols whether one can enrol a phone here
 */
record OtpEndpoints(String path, @Nullable String ownPage, @Nullable String logout, @Nullable String phone,
		boolean listsDevices, boolean enrols) {

	/** Filters run before any servlet, so a servlet path means nothing to us. */
	private static final PathPatternRequestMatcher.Builder MATCHERS = PathPatternRequestMatcher.withDefaults();

	OtpEndpoints(String path, @Nullable String ownPage, @Nullable String logout) {
		this(path, ownPage, logout, null, false, false);
	}

	/** Checks the paths at start, and not with the first request. */
	OtpEndpoints {
		OtpLinks checked = new OtpLinks(path, path + "/send", path + "/status", logout);
		new OtpLinks((ownPage != null) ? ownPage : path, checked.send(), checked.status(), phone);
	}

	String send() {
		return this.path + "/send";
	}

	String status() {
		return this.path + "/status";
	}

	String devices() {
		return this.path + "/devices";
	}

	String css() {
		return this.path + "/otp.css";
	}

	String js() {
		return this.path + "/otp.js";
	}

	String icon() {
		return this.path + "/otp.svg";
	}

	String enrol() {
		return this.path + "/phone";
	}

	/** Where somebody is sent who has to submit a code. */
	String page() {
		return (this.ownPage != null) ? this.ownPage : this.path;
	}

	/** The page on which a form stands that was posted. */
	String page(HttpServletRequest request) {
		if (this.enrols && matcher(enrol()).matches(request)) {
			return enrol();
		}
		if (this.listsDevices && matcher(devices()).matches(request)) {
			return devices();
		}
		return (this.phone != null && matcher(this.phone).matches(request)) ? this.phone : page();
	}

	boolean isOwnPage(HttpServletRequest request) {
		return this.ownPage != null && matcher(this.ownPage).matches(request);
	}

	RequestMatcher matcher(String path) {
		return MATCHERS.matcher(path);
	}

	RequestMatcher matcher(HttpMethod method, String path) {
		return MATCHERS.matcher(method, path);
	}

	/** All that we answer ourselves, with the methods that each knows. */
	List<Endpoint> all() {
		Set<String> page = (this.ownPage == null) ? Set.of("GET", "HEAD", "POST") : Set.of("POST");
		Set<String> read = Set.of("GET", "HEAD");
		List<Endpoint> all = new ArrayList<>(
				List.of(new Endpoint(matcher(this.path), page), new Endpoint(matcher(send()), Set.of("POST")),
						new Endpoint(matcher(status()), read), new Endpoint(matcher(css()), read),
						new Endpoint(matcher(js()), read), new Endpoint(matcher(icon()), read)));
		if (this.phone != null) {
			all.add(new Endpoint(matcher(this.phone), Set.of("GET", "HEAD", "POST")));
		}
		if (this.listsDevices) {
			all.add(new Endpoint(matcher(devices()), Set.of("GET", "HEAD", "POST")));
		}
		if (this.enrols) {
			all.add(new Endpoint(matcher(enrol()), Set.of("GET", "HEAD", "POST")));
		}
		return all;
	}

	/** The same places as a browser sees them. */
	OtpLinks links(HttpServletRequest request) {
		String context = request.getContextPath();
		String leave = (this.logout != null) ? context + this.logout : null;
		return new OtpLinks(context + this.path, context + send(), context + status(), leave);
	}

	/**
	 * One place.
	 *
	 * @param matcher matches its path
	 * @param methods the methods it knows
	 */
	record Endpoint(RequestMatcher matcher, Set<String> methods) {
	}

}
