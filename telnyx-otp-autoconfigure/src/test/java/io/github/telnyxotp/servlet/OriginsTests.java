package io.github.telnyxotp.servlet;

import java.util.List;

import io.github.telnyxotp.ClientNetworks;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class OriginsTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	@Test
	@DisplayName("SEC-17 only the chosen header of a trusted proxy counts")
	void onlyTheChosenHeaderCounts() {
		this.request.setRemoteAddr("10.0.0.1");
		for (String header : List.of("Forwarded", "X-Real-IP", "True-Client-IP")) {
			this.request.addHeader(header, "for=203.0.113.1");
		}
		assertThat(network("10.0.0.1")).isEqualTo("10.0.0.1");
		this.request.addHeader("X-Forwarded-For", "1.1.1.1, 192.0.2.1");
		assertThat(network("10.0.0.1")).isEqualTo("192.0.2.1");
		assertThat(network("10.0.0.2")).isEqualTo("10.0.0.1");
	}

	@Test
	@DisplayName("SEC-17 a header that comes twice counts for the peer")
	void repeatedHeaderCountsForThePeer() {
		this.request.setRemoteAddr("10.0.0.1");
		this.request.addHeader("X-Forwarded-For", "192.0.2.1");
		this.request.addHeader("X-Forwarded-For", "192.0.2.2");
		assertThat(network("10.0.0.1")).isEqualTo("10.0.0.1");
	}

	private String network(String trusted) {
		return new Origins(new ClientNetworks(List.of(trusted), ClientNetworks.Header.X_FORWARDED_FOR)).of(this.request)
			.network()
			.narrow();
	}

}
