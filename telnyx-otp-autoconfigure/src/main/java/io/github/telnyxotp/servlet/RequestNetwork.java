package io.github.telnyxotp.servlet;

import java.util.Collections;

import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.ClientNetworks;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The network that a servlet request comes from.
 */
final class RequestNetwork {

	private RequestNetwork() {
	}

	static ClientNetwork of(HttpServletRequest request, ClientNetworks networks) {
		return networks.find(request.getRemoteAddr(), Collections.list(request.getHeaders(networks.headerName())));
	}

}
