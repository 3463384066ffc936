package io.github.telnyxotp.servlet;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.security.PhoneFactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeviceFactorFilter}.
 */
class DeviceFactorFilterTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final String NOTE = "io.github.telnyxotp.DEVICE";

	private final SecurityContextHolderStrategy holder = SecurityContextHolder.getContextHolderStrategy();

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final AtomicInteger asked = new AtomicInteger();

	@AfterEach
	void clear() {
		this.holder.clearContext();
	}

	@Test
	void whoWasRecognisedHasTheFactorAndItsTime() throws Exception {
		note("alice in wonderland");
		SecurityContext kept = context(user("alice in wonderland"));
		assertThat(filtered(kept)).hasSize(1)
			.allSatisfy((each) -> assertThat(((FactorGrantedAuthority) each).getIssuedAt()).isEqualTo(NOON));
		assertThat(this.holder.getContext()).isSameAs(this.holder.getContext());
		assertThat(kept.getAuthentication().getAuthorities()).as("what the session keeps").isEmpty();
	}

	@Test
	@DisplayName("SEC-37 what was noted for one account does nothing for another")
	void noteOfAnotherAccountDoesNothing() throws Exception {
		note("alice");
		assertThat(filtered(context(user("adam")))).isEmpty();
		assertThat(filtered(context(user("alice ")))).isEmpty();
	}

	@Test
	@DisplayName("SEC-37 who is merely remembered gets no factor")
	void rememberedUserGetsNothing() throws Exception {
		note("alice");
		assertThat(filtered(context(new RememberMeAuthenticationToken("key", "alice", Set.of())))).isEmpty();
	}

	@Test
	void whoWasNotRecognisedStaysAsItIs() throws Exception {
		SecurityContext kept = context(user("alice"));
		filtered(kept);
		assertThat(this.holder.getContext()).isSameAs(kept);
		assertThat(this.request.getSession(false)).isNull();
	}

	@Test
	void factorIsNotGivenTwice() throws Exception {
		note("alice");
		SecurityContext kept = context(PhoneFactor.remembered(user("alice"), NOON.plusSeconds(1)));
		filtered(kept);
		assertThat(this.holder.getContext()).isSameAs(kept);
	}

	@Test
	void nobodyIsLookedUpBeforeSomebodyAsks() throws Exception {
		note("alice");
		filter(context(user("alice")));
		assertThat(this.asked).hasValue(0);
		this.holder.getContext();
		this.holder.getContext();
		assertThat(this.asked).hasValue(1);
	}

	private void note(String account) {
		this.request.getSession().setAttribute(NOTE, NOON.toEpochMilli() + " " + account);
	}

	private List<? extends GrantedAuthority> filtered(SecurityContext kept) throws Exception {
		filter(kept);
		return List.copyOf(this.holder.getContext().getAuthentication().getAuthorities());
	}

	private void filter(SecurityContext kept) throws Exception {
		this.holder.setDeferredContext(() -> {
			this.asked.incrementAndGet();
			return kept;
		});
		new DeviceFactorFilter(this.holder).doFilter(this.request, new MockHttpServletResponse(),
				new MockFilterChain());
	}

	private static SecurityContext context(Authentication user) {
		return new SecurityContextImpl(user);
	}

	private static Authentication user(String name) {
		return UsernamePasswordAuthenticationToken.authenticated(name, null, List.of());
	}

}
