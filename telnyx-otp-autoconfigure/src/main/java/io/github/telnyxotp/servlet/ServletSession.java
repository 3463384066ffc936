package io.github.telnyxotp.servlet;

import java.util.Objects;

import io.github.telnyxotp.web.Session;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/**
 * The session of the servlet container, or of whoever takes its place.
 */
final class ServletSession implements Session {

	private final Source source;

	ServletSession(HttpServletRequest request) {
		this(request::getSession);
	}

	private ServletSession(Source source) {
		this.source = source;
	}

	@Override
	public @Nullable Object get(String name) {
		HttpSession session = this.source.find(false);
		return (session != null) ? session.getAttribute(name) : null;
	}

	@Override
	public void put(String name, Object value) {
		Objects.requireNonNull(this.source.find(true)).setAttribute(name, value);
	}

	@Override
	public void remove(String name) {
		HttpSession session = this.source.find(false);
		if (session != null) {
			session.removeAttribute(name);
		}
	}

	@Override
	public boolean exists() {
		return this.source.find(false) != null;
	}

	@Override
	public Session held() {
		HttpSession now = this.source.find(false);
		return new ServletSession((create) -> now);
	}

	/** Where the session is found. */
	private interface Source {

		@Nullable HttpSession find(boolean create);

	}

}
