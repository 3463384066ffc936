package io.github.telnyxotp.servlet;

import java.time.Instant;
import java.time.InstantSource;

import io.github.telnyxotp.page.OtpPageRenderer;
import io.github.telnyxotp.security.RestDecision;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authorization.AuthorizationDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

class RestFilterTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private final RestFilter filter = new RestFilter(null, Mockito.mock(OtpLoginSettings.class),
			Mockito.mock(OtpPageRenderer.class), InstantSource.fixed(NOON));

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
