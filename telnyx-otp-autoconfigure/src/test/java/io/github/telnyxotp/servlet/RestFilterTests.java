package io.github.telnyxotp.servlet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.github.telnyxotp.ClientNetworks;
import io.github.telnyxotp.security.RestDecision;
import io.github.telnyxotp.web.OtpParts;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.NullRequestCache;

import static org.assertj.core.api.Assertions.assertThat;

class RestFilterTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private final OtpParts parts = new OtpParts(
			new StaticListableBeanFactory(Map.of("clock", InstantSource.fixed(NOON))),
			new ClientNetworks(List.of(), ClientNetworks.Header.X_FORWARDED_FOR));

	private final RestFilter filter = new RestFilter(this.parts.resting(null),
			new Exchanges(SecurityContextHolder.getContextHolderStrategy(), new NullRequestCache()));

	@Test
	void workThatEndsLaterIsToldOfTheRestToo() throws Exception {
		RestDecision rest = Mockito.mock(RestDecision.class);
		Mockito.when(rest.until()).thenReturn(NOON.plusSeconds(60));
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/pay");
		request.setDispatcherType(DispatcherType.ASYNC);
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.filter.doFilter(request, response, (later, answer) -> {
			throw new AuthorizationDeniedException("The number was changed", rest);
		});
		assertThat(response.getStatus()).isEqualTo(403);
		assertThat(response.getContentAsString()).contains("\"code\":\"resting\"", "\"retryAfterSeconds\":60");
	}

}
