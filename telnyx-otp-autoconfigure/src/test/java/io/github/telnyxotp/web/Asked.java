package io.github.telnyxotp.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.telnyxotp.page.OtpPage;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.security.core.Authentication;

/** A request without a server. */
final class Asked implements Exchange {

	private final String method;

	private final String path;

	private final Map<String, List<String>> headers = new HashMap<>();

	private final Map<String, List<String>> form = new HashMap<>();

	private final Session session;

	private @Nullable Authentication user;

	private long length = -1;

	private boolean endless;

	Asked(String method, String path) {
		this(method, path, new MapSession());
	}

	Asked(String method, String path, Session session) {
		this.method = method;
		this.path = path;
		this.session = session;
	}

	Asked by(@Nullable Authentication user) {
		this.user = user;
		return this;
	}

	Asked with(String header, String value) {
		this.headers.computeIfAbsent(header.toLowerCase(Locale.ROOT), (name) -> new ArrayList<>()).add(value);
		return this;
	}

	Asked filled(String field, String... values) {
		this.form.put(field, List.of(values));
		return with("Content-Type", "application/x-www-form-urlencoded").ofLength(100);
	}

	Asked ofLength(long bytes) {
		this.length = bytes;
		return this;
	}

	Asked endless() {
		this.endless = true;
		return this;
	}

	@Override
	public String method() {
		return this.method;
	}

	@Override
	public PathContainer path() {
		return PathContainer.parsePath(this.path);
	}

	@Override
	public String contextPath() {
		return "";
	}

	@Override
	public Locale locale() {
		return Locale.ENGLISH;
	}

	@Override
	public @Nullable String header(String name) {
		return headers(name).stream().findFirst().orElse(null);
	}

	@Override
	public List<String> headers(String name) {
		return Objects.requireNonNullElse(this.headers.get(name.toLowerCase(Locale.ROOT)), List.of());
	}

	@Override
	public @Nullable String cookie(String name) {
		return null;
	}

	@Override
	public String remoteAddress() {
		return "127.0.0.1";
	}

	@Override
	public boolean secure() {
		return false;
	}

	@Override
	public @Nullable String query(String name) {
		return null;
	}

	@Override
	public List<String> form(String name) {
		return Objects.requireNonNullElse(this.form.get(name), List.of());
	}

	@Override
	public byte[] body() {
		return new byte[0];
	}

	@Override
	public long contentLength() {
		return this.length;
	}

	@Override
	public boolean mayHaveBody() {
		return this.endless;
	}

	@Override
	public OtpPage.@Nullable Csrf csrf() {
		return null;
	}

	@Override
	public @Nullable Authentication authentication() {
		return this.user;
	}

	@Override
	public Session session() {
		return this.session;
	}

	@Override
	public Optional<String> savedRequest() {
		return Optional.empty();
	}

	@Override
	public void forgetSavedRequest() {
	}

	@Override
	public void saveForm() {
		this.session.put(SavedForms.FORM, this.path);
	}

	@Override
	public Optional<String> savedForm() {
		return Optional.ofNullable((String) this.session.get(SavedForms.FORM));
	}

	@Override
	public boolean canStream() {
		return true;
	}

}
