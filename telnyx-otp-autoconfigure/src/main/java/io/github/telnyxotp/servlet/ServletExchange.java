package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.Session;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A request of the servlet container. Body, form and session are not touched before
 * somebody asks for them.
 */
final class ServletExchange implements Exchange {

	private final HttpServletRequest request;

	private final @Nullable HttpServletResponse response;

	private final Exchanges chain;

	private final SingletonSupplier<PathContainer> path = SingletonSupplier.of(this::parsed);

	ServletExchange(HttpServletRequest request, @Nullable HttpServletResponse response, Exchanges chain) {
		this.request = request;
		this.response = response;
		this.chain = chain;
	}

	@Override
	public String method() {
		return this.request.getMethod();
	}

	@Override
	public PathContainer path() {
		return this.path.obtain();
	}

	private PathContainer parsed() {
		RequestPath whole = requestPath();
		return whole.subPath(whole.contextPath().elements().size());
	}

	/** As Spring Security's matchers have it, which leave nothing behind either. */
	private RequestPath requestPath() {
		if (ServletRequestPathUtils.hasParsedRequestPath(this.request)) {
			return ServletRequestPathUtils.getParsedRequestPath(this.request);
		}
		RequestPath parsed = ServletRequestPathUtils.parseAndCache(this.request);
		ServletRequestPathUtils.clearParsedRequestPath(this.request);
		return parsed;
	}

	@Override
	public String contextPath() {
		return this.request.getContextPath();
	}

	@Override
	public Locale locale() {
		return this.request.getLocale();
	}

	@Override
	public @Nullable String header(String name) {
		return this.request.getHeader(name);
	}

	@Override
	public List<String> headers(String name) {
		return Collections.list(this.request.getHeaders(name));
	}

	@Override
	public @Nullable String cookie(String name) {
		Cookie[] cookies = this.request.getCookies();
		return (cookies != null) ? Arrays.stream(cookies)
			.filter((cookie) -> name.equals(cookie.getName()))
			.map(Cookie::getValue)
			.findFirst()
			.orElse(null) : null;
	}

	@Override
	public @Nullable String remoteAddress() {
		return this.request.getRemoteAddr();
	}

	@Override
	public boolean secure() {
		return this.request.isSecure();
	}

	@Override
	public @Nullable String query(String name) {
		return SubmittedForm.queried(this.request, name);
	}

	@Override
	public List<String> form(String name) {
		return SubmittedForm.values(this.request, name);
	}

	@Override
	public byte[] body() {
		try {
			return this.request.getInputStream().readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public long contentLength() {
		return this.request.getContentLengthLong();
	}

	@Override
	public boolean mayHaveBody() {
		return this.request.getHeader("Transfer-Encoding") != null || !this.request.getProtocol().startsWith("HTTP/1");
	}

	@Override
	public OtpPage.@Nullable Csrf csrf() {
		CsrfToken token = (CsrfToken) this.request.getAttribute(CsrfToken.class.getName());
		return (token != null) ? new OtpPage.Csrf(token.getParameterName(), token.getToken()) : null;
	}

	@Override
	public @Nullable Authentication authentication() {
		return this.chain.holder().getContext().getAuthentication();
	}

	@Override
	public Session session() {
		return new ServletSession(this.request);
	}

	@Override
	public Optional<String> savedRequest() {
		return Optional.ofNullable(this.chain.requests().getRequest(this.request, answered()))
			.map(SavedRequest::getRedirectUrl);
	}

	@Override
	public void forgetSavedRequest() {
		this.chain.requests().removeRequest(this.request, answered());
	}

	@Override
	public void saveForm() {
		this.chain.forms().saveRequest(this.request, answered());
	}

	@Override
	public Optional<String> savedForm() {
		return Optional.ofNullable(this.chain.forms().getRequest(this.request, answered()))
			.map(SavedRequest::getRedirectUrl);
	}

	@Override
	public boolean canStream() {
		return this.request.isAsyncSupported();
	}

	private HttpServletResponse answered() {
		return Objects.requireNonNull(this.response);
	}

}
