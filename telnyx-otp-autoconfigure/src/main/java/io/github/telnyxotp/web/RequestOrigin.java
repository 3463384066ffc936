package io.github.telnyxotp.web;

import java.util.List;
import java.util.function.Function;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @since 0.1
 */
public final class RequestOrigin {

	private RequestOrigin() {
	}

	static Origin of(Exchange exchange, ClientNetworks networks) {
		return of(networks, exchange.remoteAddress(), exchange::headers, exchange.session());
	}

	/**
	 * The network behind trusted proxies (SEC-17), and a name of the session from which
	 * nothing else can be told. Creates a session if there is none.
	 * @param networks tells the network of a client
	 * @param peer address of the peer, or {@code null} if nobody knows
	 * @param headers all values of a header, by its name
	 * @param session the session of the browser
	 * @return the origin of the request
	 */
	public static Origin of(ClientNetworks networks, @Nullable String peer, Function<String, List<String>> headers,
			Session session) {
		return new Origin(networks.find(peer, headers.apply(networks.headerName())), ChallengeSession.name(session));
	}

}
