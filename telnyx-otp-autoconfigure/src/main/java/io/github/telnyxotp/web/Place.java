package io.github.telnyxotp.web;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A place within the application. Filters run before any servlet, so a servlet path means
 * nothing to us.
 *
 * @param method the only method that counts, or {@code null} for all
 * @param pattern the path
 */
record Place(@Nullable String method, PathPattern pattern) {

	static Place of(String path) {
		return of(null, path);
	}

	static Place of(@Nullable String method, String path) {
		Assert.isTrue(path.startsWith("/"), "pattern must start with a /");
		return new Place(method, PathPatternParser.defaultInstance.parse(path));
	}

	boolean matches(Exchange exchange) {
		return (this.method == null || this.method.equals(exchange.method())) && this.pattern.matches(exchange.path());
	}

}
