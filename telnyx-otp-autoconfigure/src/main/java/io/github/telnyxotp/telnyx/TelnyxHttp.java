package io.github.telnyxotp.telnyx;

import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;

/**
 * The settings of the transport on which the promises of {@link HttpTelnyxClient} rest.
 * TLS is left as the transport has it, host name verification included. What is said here
 * must be said after everything else that touches the same builder.
 *
 * @since 0.1
 */
public final class TelnyxHttp {

	private static final int MAX_HEADERS = 100;

	private static final int MAX_LINE = 8 * 1024;

	// A request on a dead connection cannot be repeated, so it is worth a millisecond to
	// look first; connections in constant use are not looked at
	private static final int LOOK_AFTER_MILLIS = 100;

	private TelnyxHttp() {
	}

	/**
	 * No retry, redirect, cookie, decompression or authentication of its own.
	 * @param client the builder to change
	 */
	public static void configure(HttpClientBuilder client) {
		client.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableContentCompression()
			.disableAuthCaching()
			.setTargetAuthenticationStrategy((type, challenges, context) -> List.of())
			.setUserAgent("telnyx-otp-spring");
	}

	/**
	 * The number of connections, and bounds for the head of an answer.
	 * @param pool the builder to change
	 * @param limits the bounds
	 */
	public static void configure(PoolingHttpClientConnectionManagerBuilder pool, TelnyxSettings.Limits limits) {
		Http1Config heads = Http1Config.custom().setMaxHeaderCount(MAX_HEADERS).setMaxLineLength(MAX_LINE).build();
		pool.setMaxConnTotal(limits.maxConnections())
			.setMaxConnPerRoute(limits.maxConnections())
			.setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(heads).build());
	}

	/**
	 * A connection that rested is looked at before it is used again.
	 * @param connection the builder to change
	 */
	public static void configure(ConnectionConfig.Builder connection) {
		connection.setValidateAfterInactivity(LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS);
	}

	/**
	 * The same once more for a single request, and no offer to change the protocol.
	 * {@link HttpTelnyxClient} applies it to each of its requests.
	 * @param request the builder to change
	 */
	public static void configure(RequestConfig.Builder request) {
		request.setRedirectsEnabled(false)
			.setContentCompressionEnabled(false)
			.setExpectContinueEnabled(false)
			.setProtocolUpgradeEnabled(false);
	}

}
