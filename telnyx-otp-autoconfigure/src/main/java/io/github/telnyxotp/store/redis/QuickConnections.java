package io.github.telnyxotp.store.redis;

import java.time.Duration;
import java.util.Optional;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;

/**
 * The way of the application to Redis, in a hurry: to the same servers with the same
 * keys, names and certificates, but nothing waits or is repeated behind our back
 * (SEC-55). The connections of the application stay as they are.
 */
final class QuickConnections implements LettuceClientConfiguration {

	/** With what is done around it, a refusal takes less than 700 ms. */
	private static final Duration COMMAND_TIMEOUT = Duration.ofMillis(400);

	private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

	private static final int MOST_WAITING = 4096;

	private final LettuceClientConfiguration usual;

	private QuickConnections(LettuceClientConfiguration usual) {
		this.usual = usual;
	}

	/** New connections of our own, which have to be destroyed. */
	static LettuceConnectionFactory like(LettuceConnectionFactory usual) {
		LettuceConnectionFactory quick = new LettuceConnectionFactory(servers(usual),
				new QuickConnections(usual.getClientConfiguration()));
		quick.afterPropertiesSet();
		quick.start();
		return quick;
	}

	private static RedisConfiguration servers(LettuceConnectionFactory usual) {
		if (usual.getClusterConfiguration() != null) {
			return usual.getClusterConfiguration();
		}
		if (usual.getSentinelConfiguration() != null) {
			return usual.getSentinelConfiguration();
		}
		return (usual.getSocketConfiguration() != null) ? usual.getSocketConfiguration()
				: usual.getStandaloneConfiguration();
	}

	/** Lettuce would wait a minute, keep commands without a bound and send them later. */
	@Override
	public Optional<ClientOptions> getClientOptions() {
		ClientOptions options = this.usual.getClientOptions().orElseGet(ClientOptions::create);
		SocketOptions socket = options.getSocketOptions().mutate().connectTimeout(CONNECT_TIMEOUT).build();
		return Optional.of(options.mutate()
			.autoReconnect(true)
			.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.replayFilter((command) -> true)
			.requestQueueSize(MOST_WAITING)
			.socketOptions(socket)
			.timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
			.build());
	}

	/** What was just written must be seen, so nobody asks a replica. */
	@Override
	public Optional<ReadFrom> getReadFrom() {
		return Optional.empty();
	}

	@Override
	public Duration getCommandTimeout() {
		return COMMAND_TIMEOUT;
	}

	@Override
	public boolean isUseSsl() {
		return this.usual.isUseSsl();
	}

	@Override
	@SuppressWarnings("deprecation")
	public boolean isVerifyPeer() {
		return this.usual.isVerifyPeer();
	}

	@Override
	public SslVerifyMode getVerifyMode() {
		return this.usual.getVerifyMode();
	}

	@Override
	public boolean isStartTls() {
		return this.usual.isStartTls();
	}

	@Override
	public Optional<ClientResources> getClientResources() {
		return this.usual.getClientResources();
	}

	@Override
	public Optional<String> getClientName() {
		return this.usual.getClientName();
	}

	@Override
	public Optional<RedisCredentialsProviderFactory> getRedisCredentialsProviderFactory() {
		return this.usual.getRedisCredentialsProviderFactory();
	}

	@Override
	public Duration getShutdownTimeout() {
		return this.usual.getShutdownTimeout();
	}

	@Override
	public Duration getShutdownQuietPeriod() {
		return this.usual.getShutdownQuietPeriod();
	}

}
