package io.github.telnyxotp.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.telnyxotp.page.OtpLinks;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;

/**
 * Where the endpoints of one chain lie.
 *
 * @param path code page and target of codes
 * @param ownPage page of the application that asks for the code, or {@code null} for ours
 * @param logout where one signs out, or {@code null}
 * @param phone where one signs in by phone, or {@code null} if one does not
 * @param listsDevices whether people can see their remembered devices
 * @param enrols whether one can enrol a phone here
 * @since 0.1
 */
public record OtpEndpoints(String path, @Nullable String ownPage, @Nullable String logout, @Nullable String phone,
		boolean listsDevices, boolean enrols) {

	/**
	 * The least that there is: the code page and its endpoints.
	 * @param path code page and target of codes
	 * @param ownPage page of the application that asks for the code, or {@code null} for
	 * ours
	 * @param logout where one signs out, or {@code null}
	 */
	public OtpEndpoints(String path, @Nullable String ownPage, @Nullable String logout) {
		this(path, ownPage, logout, null, false, false);
	}

	/**
	 * Checks the paths at start, and not with the first request.
	 * @throws IllegalArgumentException if one of them is no path
	 */
	public OtpEndpoints {
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

	/**
	 * Where somebody is sent who has to submit a code.
	 * @return a path within the application
	 */
	public String page() {
		return (this.ownPage != null) ? this.ownPage : this.path;
	}

	/** The page on which a form stands that was posted. */
	String page(Exchange exchange) {
		if (this.enrols && Place.of(enrol()).matches(exchange)) {
			return enrol();
		}
		if (this.listsDevices && Place.of(devices()).matches(exchange)) {
			return devices();
		}
		return (this.phone != null && Place.of(this.phone).matches(exchange)) ? this.phone : page();
	}

	/** Whether the application itself asks for codes there. */
	boolean isOwnPage(Exchange exchange) {
		return this.ownPage != null && Place.of(this.ownPage).matches(exchange);
	}

	/** Where forms of ours are posted to. */
	List<Place> forms() {
		List<String> paths = new ArrayList<>(List.of(this.path, send()));
		if (this.enrols) {
			paths.add(enrol());
		}
		if (this.listsDevices) {
			paths.add(devices());
		}
		if (this.phone != null) {
			paths.add(this.phone);
		}
		return paths.stream().map((each) -> Place.of("POST", each)).toList();
	}

	/**
	 * All that we answer ourselves.
	 * @return each place with the methods that it knows
	 */
	public List<Endpoint> all() {
		Set<String> page = (this.ownPage == null) ? Set.of("GET", "HEAD", "POST") : Set.of("POST");
		Set<String> read = Set.of("GET", "HEAD");
		List<Endpoint> all = new ArrayList<>(
				List.of(Endpoint.of(this.path, page), Endpoint.of(send(), Set.of("POST")), Endpoint.of(status(), read),
						Endpoint.of(css(), read), Endpoint.of(js(), read), Endpoint.of(icon(), read)));
		if (this.phone != null) {
			all.add(Endpoint.of(this.phone, Set.of("GET", "HEAD", "POST")));
		}
		if (this.listsDevices) {
			all.add(Endpoint.of(devices(), Set.of("GET", "HEAD", "POST")));
		}
		if (this.enrols) {
			all.add(Endpoint.of(enrol(), Set.of("GET", "HEAD", "POST")));
		}
		return all;
	}

	/** The same places as a browser sees them. */
	OtpLinks links(Exchange exchange) {
		String context = exchange.contextPath();
		String leave = (this.logout != null) ? context + this.logout : null;
		return new OtpLinks(context + this.path, context + send(), context + status(), leave);
	}

	/**
	 * One endpoint.
	 *
	 * @param pattern its path
	 * @param methods the methods it knows
	 */
	public record Endpoint(PathPattern pattern, Set<String> methods) {

		private static Endpoint of(String path, Set<String> methods) {
			return new Endpoint(Place.of(path).pattern(), methods);
		}

		/**
		 * Whether a request is for this endpoint, whatever its method.
		 * @param exchange the request
		 * @return {@code false} if its path is another one
		 */
		public boolean matches(Exchange exchange) {
			return this.pattern.matches(exchange.path());
		}

	}

}
