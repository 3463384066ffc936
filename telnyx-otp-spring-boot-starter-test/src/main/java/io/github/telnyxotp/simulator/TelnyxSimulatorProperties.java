package io.github.telnyxotp.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the simulator.
 *
 * @param enabled whether the application runs on a simulator instead of Telnyx. Never
 * with the profile prod or production.
 * @param port the port of the simulator on the loopback address. 0 takes any free one.
 * @param delay how long a message takes to a phone for which nothing else is set.
 * @param phones what becomes of messages at the start and after a reset, by phone number
 * and channel. Everything else is delivered.
 * @param webhookUrl where the simulator posts its webhooks, on this machine. Without it,
 * none are posted.
 * @since 0.1
 */
@ConfigurationProperties("telnyx.otp.simulator")
public record TelnyxSimulatorProperties(@DefaultValue("false") boolean enabled, @DefaultValue("0") int port,
		@DefaultValue("300ms") Duration delay, @DefaultValue Map<String, Map<SimulatedChannel, Outcome>> phones,
		@Nullable URI webhookUrl) {
}
