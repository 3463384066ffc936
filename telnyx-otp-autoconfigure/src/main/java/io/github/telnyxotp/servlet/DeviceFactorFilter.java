package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.util.function.Supplier;

import io.github.telnyxotp.web.DeviceDoor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.filter.GenericFilterBean;

/**
 * Gives whoever was recognised by the device its factor, for each request anew: what a
 * login keeps is written before anybody can add to it. As nothing is written here,
 * requests at once cannot undo each other's, or a logout. Stands in every chain, and
 * looks at error pages and forwards too, as rules do. The session is not read before
 * somebody asks who is signed in.
 */
final class DeviceFactorFilter extends GenericFilterBean {

	private final SecurityContextHolderStrategy holder;

	DeviceFactorFilter(SecurityContextHolderStrategy holder) {
		this.holder = holder;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest http) {
			Supplier<SecurityContext> kept = this.holder.getDeferredContext();
			this.holder.setDeferredContext(SingletonSupplier.of(() -> withFactor(http, kept.get())));
		}
		chain.doFilter(request, response);
	}

	private SecurityContext withFactor(HttpServletRequest request, SecurityContext kept) {
		return DeviceDoor.withFactor(kept.getAuthentication(), new ServletSession(request)).map((user) -> {
			SecurityContext context = this.holder.createEmptyContext();
			context.setAuthentication(user);
			return context;
		}).orElse(kept);
	}

}
