package io.github.telnyxotp.web;

import java.util.Set;

import io.github.telnyxotp.security.StepUp;

import org.springframework.http.HttpMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Where a fresh code is demanded.
 *
 * @param pattern the path, as {@code /transfer/**}
 * @param methods the HTTP methods in upper case, empty for all; GET stands for HEAD too
 * @param stepUp what is demanded
 * @since 0.1
 */
public record StepUpRule(PathPattern pattern, Set<String> methods, StepUp stepUp) {

	/**
	 * Makes the set unmodifiable.
	 */
	public StepUpRule {
		methods = Set.copyOf(methods);
	}

	/**
	 * A rule for this path.
	 * @param pattern the path, as {@code /transfer/**}
	 * @param methods the HTTP methods in upper case, empty for all; GET stands for HEAD
	 * too
	 * @param stepUp what is demanded
	 * @return the rule
	 * @throws IllegalArgumentException if the pattern cannot be understood
	 */
	public static StepUpRule of(String pattern, Set<String> methods, StepUp stepUp) {
		return new StepUpRule(Place.of(pattern).pattern(), methods, stepUp);
	}

	/**
	 * Whether a request asks for such a place. Looks at its method and path only.
	 * @param exchange the request
	 * @return {@code true} if a fresh code is demanded
	 */
	public boolean matches(Exchange exchange) {
		return (this.methods.isEmpty() || this.methods.contains(method(exchange)))
				&& this.pattern.matches(exchange.path());
	}

	/** HEAD is answered by what answers GET. */
	private String method(Exchange exchange) {
		boolean head = HttpMethod.HEAD.matches(exchange.method()) && !this.methods.contains("HEAD");
		return head ? "GET" : exchange.method();
	}

}
