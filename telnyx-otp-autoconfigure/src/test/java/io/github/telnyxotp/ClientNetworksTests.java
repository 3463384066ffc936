package io.github.telnyxotp;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.telnyxotp.ClientNetworks.Header;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientNetworksTests {

	private static final String PROXY = "10.0.0.1";

	private static final ClientNetwork OF_PROXY = new ClientNetwork(PROXY, "10.0.0.0/24");

	private final ClientNetworks direct = new ClientNetworks(List.of(), Header.X_FORWARDED_FOR);

	private final ClientNetworks behind = new ClientNetworks(List.of("10.0.0.0/8", "fd00::/8", "2001:db8:ffff::7"),
			Header.X_FORWARDED_FOR);

	private final ClientNetworks forwarded = new ClientNetworks(List.of("10.0.0.0/8"), Header.FORWARDED);

	@Test
	@DisplayName("SEC-17 without a trusted proxy every header is one bucket, that of the socket")
	void headersOfStrangersDoNotCount() {
		Set<ClientNetwork> found = IntStream.range(0, 50)
			.mapToObj((time) -> this.direct.find("192.0.2.9", List.of("203.0.113." + time)))
			.collect(Collectors.toSet());
		assertThat(found).containsExactly(new ClientNetwork("192.0.2.9", "192.0.2.0/24"));
		assertThat(this.behind.find("192.0.2.9", List.of("203.0.113.1")).narrow()).isEqualTo("192.0.2.9");
	}

	@ParameterizedTest
	@DisplayName("SEC-17 behind a trusted proxy the right-most hop that is not trusted counts")
	@CsvSource(delimiter = '|',
			value = { "1.1.1.1, 192.0.2.1|192.0.2.1", "192.0.2.1, 10.2.3.4,10.9.9.9|192.0.2.1",
					"evil, 192.0.2.1:4711|192.0.2.1", "2001:db8:0:1::5|2001:db8:0:1::/64",
					"[2001:db8:0:1::5]:443|2001:db8:0:1::/64", "[2001:db8:0:1::5]|2001:db8:0:1::/64",
					"fe80::1%eth0|fe80::/64", "::ffff:192.0.2.1|192.0.2.1", "[::ffff:c000:201]:80|192.0.2.1",
					"192.0.2.1, fd00::7, 2001:db8:ffff::7|192.0.2.1" })
	void rightMostStrangerCounts(String header, String narrow) {
		assertThat(this.behind.find(PROXY, List.of(header)).narrow()).isEqualTo(narrow);
		assertThat(this.behind.find("::ffff:10.0.0.1", List.of(header)).narrow()).isEqualTo(narrow);
	}

	@ParameterizedTest
	@DisplayName("SEC-17 what is not understood counts for the proxy")
	@ValueSource(strings = { "", " ", "a", "unknown", "localhost", "example.org", "192.0.2.1, a", "192.0.2.1,",
			"10.2.3.4", "256.1.1.1", "1.2.3", "010.1.1.1", "1.2.3.4.", "::1::2", "g::1", "[::1", "1.2.3.4:99999999",
			"%eth0", "dead.beef", "3232235777", "0x7f.1", "1.2.3.4\u0000", "１.2.3.4" })
	void whatIsNotUnderstoodCountsForTheProxy(String header) {
		assertThat(this.behind.find(PROXY, List.of(header))).isEqualTo(OF_PROXY);
	}

	@Test
	@DisplayName("SEC-17 missing, repeated and endless headers count for the proxy")
	void missingRepeatedAndEndlessHeaders() {
		assertThat(this.behind.find(PROXY, List.of())).isEqualTo(OF_PROXY);
		assertThat(this.behind.find(PROXY, List.of("192.0.2.1", "192.0.2.1"))).isEqualTo(OF_PROXY);
		assertThat(this.behind.find(PROXY, List.of("1".repeat(10_000)))).isEqualTo(OF_PROXY);
		assertThat(this.behind.find(PROXY, List.of(" ".repeat(10_000) + "192.0.2.1"))).isEqualTo(OF_PROXY);
		assertThat(this.behind.find(PROXY, List.of("::1,".repeat(499) + "::2"))).isEqualTo(OF_PROXY);
		assertThat(this.behind.find(PROXY, List.of(",".repeat(500)))).isEqualTo(OF_PROXY);
	}

	@Test
	@DisplayName("SEC-17 a thousand addresses of one /64 are one bucket, and their /48 is wider")
	void homeLineIsOneBucket() {
		Set<ClientNetwork> found = IntStream.range(1, 1001)
			.mapToObj((host) -> this.direct.find("2001:db8:7:1:" + Integer.toHexString(host) + "::9", List.of()))
			.collect(Collectors.toSet());
		assertThat(found).containsExactly(new ClientNetwork("2001:db8:7:1::/64", "2001:db8:7::/48"));
		assertThat(this.direct.find("2001:db8:7:2::1", List.of())).satisfies((other) -> {
			assertThat(other.narrow()).isEqualTo("2001:db8:7:2::/64");
			assertThat(other.wide()).isEqualTo("2001:db8:7::/48");
		});
		assertThat(this.direct.find("::1", List.of())).isEqualTo(new ClientNetwork("::/64", "::/48"));
	}

	@ParameterizedTest
	@DisplayName("SEC-17 the header of RFC 7239 is read when it is the chosen one")
	@CsvSource(delimiter = '|',
			value = { "for=192.0.2.1;proto=https|192.0.2.1", "For=\"192.0.2.1:80\"|192.0.2.1",
					"for=1.1.1.1, by=10.0.0.1;for=\"[2001:db8::1]:4711\"|2001:db8::/64",
					"for=\"x, for=192.0.2.1|192.0.2.1", "for=192.0.2.1, for=10.0.0.9|192.0.2.1", "for=_hidden|10.0.0.1",
					"for=unknown|10.0.0.1", "192.0.2.1|10.0.0.1", "for=192.0.2.1;for=192.0.2.2|10.0.0.1",
					"xfor=192.0.2.1|10.0.0.1", "proto=https|10.0.0.1" })
	void headerOfTheStandard(String header, String narrow) {
		assertThat(this.forwarded.find(PROXY, List.of(header)).narrow()).isEqualTo(narrow);
		assertThat(this.forwarded.headerName()).isEqualTo("Forwarded");
	}

	@Test
	@DisplayName("SEC-17 all who have no address share one bucket")
	void peersWithoutAddressShareOneBucket() {
		assertThat(this.behind.find(null, List.of("192.0.2.1")))
			.isEqualTo(this.direct.find("/run/socket", List.of("192.0.2.2")))
			.isEqualTo(new ClientNetwork("unknown", "unknown"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "proxy", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1" })
	void whatIsNoRangeIsRefused(String range) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ClientNetworks(List.of(range), Header.X_FORWARDED_FOR))
			.withMessage("Proxies must be addresses or ranges, for example 10.0.0.0/8");
	}

	@Property(tries = 2000)
	@Label("SEC-17 no header makes the finder throw or find nobody")
	void noHeaderMakesItThrow(@ForAll String header) {
		assertThat(this.behind.find(PROXY, List.of(header)).narrow()).isNotEmpty();
		assertThat(this.forwarded.find(PROXY, List.of("for=" + header)).narrow()).isNotEmpty();
	}

}
