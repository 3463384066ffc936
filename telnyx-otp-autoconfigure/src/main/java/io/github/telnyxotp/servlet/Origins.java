package io.github.telnyxotp.servlet;

import java.util.Collections;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.web.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Where servlet requests come from, and a bean for controllers that begin challenges
 * themselves: so limits on networks and sessions hold for them too. Safe for use by many
 * threads.
 *
 * @param networks tells the network of a client
 * @since 0.1
 */
public record Origins(ClientNetworks networks) {

	/**
	 * The origin of a request: the network behind trusted proxies (SEC-17), and a name of
	 * the session from which nothing else can be told. Creates a session if there is
	 * none, since the challenge is to be kept there.
	 * @param request the request
	 * @return its origin
	 */
	public Origin of(HttpServletRequest request) {
		return RequestOrigin.of(this.networks, request.getRemoteAddr(),
				(name) -> Collections.list(request.getHeaders(name)), new ServletSession(request));
	}

}
