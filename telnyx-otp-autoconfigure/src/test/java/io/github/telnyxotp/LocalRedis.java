package io.github.telnyxotp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A real Redis on a free port of the loopback: one for the whole JVM that is empty before
 * each test, or one that a test may stop, pause or fill.
 */
public final class LocalRedis implements BeforeEachCallback, AutoCloseable {

	private static final String LOOPBACK = "127.0.0.1";

	private final RedisServer server;

	private final int port;

	private final LettuceConnectionFactory connections;

	private LocalRedis(int port, String... settings) {
		this.port = port;
		this.server = start(port, settings);
		this.connections = connect();
	}

	/** The one that tests share. It ends with the JVM. */
	public static LocalRedis shared() {
		return Shared.REDIS;
	}

	/** One of its own, with settings as a configuration file has them. */
	public static LocalRedis start(String... settings) {
		return new LocalRedis(freePort(), settings);
	}

	/** Connections that all tests with this Redis may share. */
	public LettuceConnectionFactory connections() {
		return this.connections;
	}

	/** A new way to it, as another node has one. To be destroyed. */
	public LettuceConnectionFactory connect() {
		LettuceConnectionFactory factory = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration(LOOPBACK, this.port),
				LettuceClientConfiguration.builder()
					.commandTimeout(Duration.ofSeconds(10))
					.shutdownTimeout(Duration.ZERO)
					.build());
		factory.afterPropertiesSet();
		factory.start();
		return factory;
	}

	public int port() {
		return this.port;
	}

	/** It goes away, and all that it kept. */
	public void stop() {
		try {
			this.server.stop();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** It comes back on the same port, empty. */
	public void startAgain() {
		try {
			this.server.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Says something to it as an operator does. */
	public <T> T tell(Function<RedisConnection, T> command) {
		try (RedisConnection redis = this.connections.getConnection()) {
			return command.apply(redis);
		}
	}

	/** Forgets all, the scripts too. */
	public void clear() {
		try (RedisConnection redis = this.connections.getConnection()) {
			redis.serverCommands().flushAll();
			redis.scriptingCommands().scriptFlush();
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		clear();
	}

	@Override
	public void close() {
		this.connections.destroy();
		stop();
	}

	private static RedisServer start(int port, String... settings) {
		try {
			RedisServerBuilder builder = RedisServer.newRedisServer()
				.port(port)
				.bind(LOOPBACK)
				.setting("save \"\"")
				.setting("appendonly no")
				.onShutdownForceStop(true);
			Arrays.stream(settings).forEach(builder::setting);
			RedisServer server = builder.build();
			server.start();
			return server;
		}
		catch (IOException ex) {
			throw new IllegalStateException(
					"The Redis that the tests bring does not run on this machine. It has one for"
							+ " Linux (x86-64, 64-bit ARM), macOS and Windows on x86-64",
					ex);
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Begun by the first test that needs it. */
	private static final class Shared {

		private static final LocalRedis REDIS = LocalRedis.start();

		static {
			Runtime.getRuntime().addShutdownHook(new Thread(REDIS::close));
		}

	}

}
