package io.github.telnyxotp.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.telnyxotp.page.SecurityHeaders;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Stands before everything that reads a body: refuses what our endpoints never take and
 * knows the headers of each of their replies, errors included (SEC-23, SEC-62, SEC-70).
 *
 * @since 0.1
 */
public final class RequestGuard {

	private static final int LARGEST_BODY = 4096;

	private final List<OtpEndpoints.Endpoint> endpoints;

	private final OtpEndpoints places;

	/**
	 * A guard of one chain.
	 * @param places where its endpoints lie
	 */
	public RequestGuard(OtpEndpoints places) {
		this.places = places;
		this.endpoints = places.all();
	}

	/**
	 * Whether we answer a request ourselves. Looks at its method and path only.
	 * @param exchange the request
	 * @return {@code false} for requests of the application, which may put a page of its
	 * own where codes are posted to
	 */
	public boolean isOurs(Exchange exchange) {
		return find(exchange).isPresent() && (!this.places.isOwnPage(exchange) || exchange.method().equals("POST"));
	}

	/**
	 * Whether people submit codes there, so that no code may be demanded before.
	 * @param exchange the request
	 * @return {@code true} for our endpoints and for the application's own code page
	 */
	public boolean isCodePage(Exchange exchange) {
		return this.places.isOwnPage(exchange) || find(exchange).isPresent();
	}

	/**
	 * The headers of every reply to a request of ours.
	 * @return name to value
	 */
	public Map<String, String> headers() {
		return SecurityHeaders.all();
	}

	/**
	 * Refuses what our endpoints never take.
	 * @param exchange a request of ours
	 * @return what to write, or nothing if the request may pass
	 */
	public Optional<Reply> refusal(Exchange exchange) {
		OtpEndpoints.Endpoint endpoint = find(exchange).orElseThrow();
		if (!endpoint.methods().contains(exchange.method())) {
			return Optional
				.of(Reply.of(405).with("Allow", String.join(", ", endpoint.methods().stream().sorted().toList())));
		}
		int status = exchange.method().equals("POST") ? status(exchange) : 0;
		return (status != 0) ? Optional.of(Reply.of(status)) : Optional.empty();
	}

	private Optional<OtpEndpoints.Endpoint> find(Exchange exchange) {
		return this.endpoints.stream().filter((each) -> each.matches(exchange)).findFirst();
	}

	/** Zero for a body that is to be read. */
	private static int status(Exchange exchange) {
		// A body of unknown length would be read to its end by whoever asks for a
		// parameter
		if (exchange.contentLength() < 0 && exchange.mayHaveBody()) {
			return 411;
		}
		if (exchange.contentLength() > LARGEST_BODY) {
			return 413;
		}
		return knownType(exchange) ? 0 : 415;
	}

	private static boolean knownType(Exchange exchange) {
		String type = exchange.header("Content-Type");
		if (type == null) {
			return exchange.contentLength() <= 0;
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
