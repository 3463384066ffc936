package io.github.telnyxotp.servlet;

import java.util.Set;

import io.github.telnyxotp.security.StepUp;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Where a fresh code is demanded.
 *
 * @param pattern the path, as {@code /transfer/**}
 * @param methods the HTTP methods in upper case, empty for all; GET stands for HEAD too
 * @param stepUp what is demanded
 * @since 0.1
 */
public record StepUpRule(PathPatternRequestMatcher pattern, Set<String> methods, StepUp stepUp) {

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
		return new StepUpRule(PathPatternRequestMatcher.withDefaults().matcher(pattern), methods, stepUp);
	}

	boolean matches(HttpServletRequest request) {
		return (this.methods.isEmpty() || this.methods.contains(method(request))) && this.pattern.matches(request);
	}

	/** HEAD is answered by what answers GET. */
	private String method(HttpServletRequest request) {
		boolean head = HttpMethod.HEAD.matches(request.getMethod()) && !this.methods.contains("HEAD");
		return head ? "GET" : request.getMethod();
	}

}
