package io.github.telnyxotp.servlet;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.Origin;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Where servlet requests come from.
 *
 * @param networks tells the network of a client
 */
record Origins(ClientNetworks networks) {

	Origin of(HttpServletRequest request) {
		return new Origin(RequestNetwork.of(request, this.networks), ChallengeSession.name(request));
	}

}
