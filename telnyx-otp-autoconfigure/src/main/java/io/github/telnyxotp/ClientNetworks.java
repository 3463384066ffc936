package io.github.telnyxotp;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the network that a request comes from: that of the peer, unless the peer is a
 * proxy that is trusted. Then the header of the proxies is read from its end, where
 * trusted hands wrote, to the first hop that is not trusted. Whatever is not understood
 * counts for the peer (SEC-17). It throws nothing and looks up no name.
 *
 * @since 0.1
 */
public final class ClientNetworks {

	private static final ClientNetwork UNKNOWN = new ClientNetwork("unknown", "unknown");

	private static final Pattern FORWARDED_FOR = Pattern
		.compile("(?i)(?:^|;)\\s*for\\s*=\\s*(?:\"([^\"\\\\]*)\"|([^\";\\s]*))\\s*(?=;|$)");

	private static final int LONGEST_HEADER = 2000;

	private static final int MOST_HOPS = 50;

	private final List<Range> trusted;

	private final Header header;

	/**
	 * A finder that trusts these proxies.
	 * @param trustedProxies addresses or ranges such as {@code 10.0.0.0/8}; empty to
	 * trust nobody
	 * @param header the header that the proxies write
	 * @throws IllegalArgumentException if something is not an address or range
	 */
	public ClientNetworks(List<String> trustedProxies, Header header) {
		this.trusted = trustedProxies.stream().map(Range::of).toList();
		this.header = header;
	}

	/**
	 * The name of the header that {@link #find} wants.
	 * @return for example {@code X-Forwarded-For}
	 */
	public String headerName() {
		return this.header.headerName;
	}

	/**
	 * Finds the network.
	 * @param peer the address at the other end of the socket, {@code null} if there is
	 * none
	 * @param values the values of the header, one for each time it was sent
	 * @return the network; all peers without an address share one
	 */
	public ClientNetwork find(@Nullable String peer, List<String> values) {
		Optional<IpAddress> socket = IpAddress.parse((peer != null) ? peer : "");
		Optional<IpAddress> client = (socket.isPresent() && isTrusted(socket.get()) && values.size() == 1)
				? client(values.get(0)) : Optional.empty();
		return client.or(() -> socket).map(IpAddress::network).orElse(UNKNOWN);
	}

	private Optional<IpAddress> client(String value) {
		String[] hops = (value.length() <= LONGEST_HEADER) ? value.split(",", MOST_HOPS + 1) : new String[0];
		if (hops.length > MOST_HOPS) {
			return Optional.empty();
		}
		for (int i = hops.length - 1; i >= 0; i--) {
			Optional<IpAddress> hop = this.header.address(hops[i]).flatMap(IpAddress::parse);
			if (hop.isEmpty() || !isTrusted(hop.get())) {
				return hop;
			}
		}
		return Optional.empty();
	}

	private boolean isTrusted(IpAddress address) {
		return this.trusted.stream().anyMatch((range) -> range.contains(address));
	}

	/** How proxies name who called them. */
	public enum Header {

		/** The usual list of addresses. */
		X_FORWARDED_FOR("X-Forwarded-For") {

			@Override
			Optional<String> address(String hop) {
				return Optional.of(hop);
			}

		},

		/** The header of RFC 7239. */
		FORWARDED("Forwarded") {

			@Override
			Optional<String> address(String hop) {
				List<String> found = FORWARDED_FOR.matcher(hop).results().map((match) -> {
					String quoted = match.group(1);
					return (quoted != null) ? quoted : match.group(2);
				}).toList();
				return (found.size() == 1) ? Optional.of(found.get(0)) : Optional.empty();
			}

		};

		private final String headerName;

		Header(String headerName) {
			this.headerName = headerName;
		}

		abstract Optional<String> address(String hop);

	}

	/**
	 * Addresses that begin alike.
	 *
	 * @param start one of them
	 * @param bits how many bits they share
	 */
	private record Range(IpAddress start, int bits) {

		private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");

		static Range of(String text) {
			Matcher form = FORM.matcher(text.strip());
			Optional<IpAddress> start = form.matches() ? IpAddress.parse(form.group(1)) : Optional.empty();
			IpAddress address = start.orElseThrow(Range::malformed);
			String length = form.group(2);
			int bits = (length != null) ? Integer.parseInt(length) : address.bits();
			if (bits > address.bits()) {
				throw malformed();
			}
			return new Range(address, bits);
		}

		boolean contains(IpAddress address) {
			return address.sharesBits(this.start, this.bits);
		}

		private static IllegalArgumentException malformed() {
			return new IllegalArgumentException("Proxies must be addresses or ranges, for example 10.0.0.0/8");
		}

	}

}
