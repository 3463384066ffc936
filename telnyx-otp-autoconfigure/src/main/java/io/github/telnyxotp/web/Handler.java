package io.github.telnyxotp.web;

/**
 * Answers requests for some endpoints of ours.
 *
 * @since 0.1
 */
public interface Handler {

	/**
	 * Whether a request is for this handler. Looks at its method and path only.
	 * @param exchange the request
	 * @return {@code false} to let it pass
	 */
	boolean matches(Exchange exchange);

	/**
	 * Answers a request that matches. May block.
	 * @param exchange the request
	 * @return what is to be written
	 * @throws org.springframework.security.core.AuthenticationException if somebody has
	 * to sign in first
	 * @throws org.springframework.security.authorization.AuthorizationDeniedException if
	 * somebody has to prove more
	 */
	Reply handle(Exchange exchange);

}
