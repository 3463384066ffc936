package io.github.telnyxotp.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.SlowChannels;
import io.github.telnyxotp.telnyx.TelnyxCircuits;
import io.github.telnyxotp.telnyx.TelnyxCircuits.State;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Tells how calls to Telnyx go, by what became of those that were made anyway; asking for
 * health calls nobody. {@code UP} when all are made, {@code DOWN} when no channel can
 * send or Telnyx refuses key, account or profile, {@link #DEGRADED} in between, and when
 * nothing is reported any more about the messages of a channel. Details are the state of
 * each channel and of the checks; a channel whose calls are made though nothing is
 * reported is {@code silent}.
 * <p>
 * Leave it out of the readiness and liveness groups: taking an application away or
 * restarting it ends no outage of Telnyx (SEC-60). Boot does not count statuses that it
 * does not know, so {@code DEGRADED} shows in the overall status only when
 * {@code management.endpoint.health.status.order} names it, for example
 * {@code down,out-of-service,degraded,up,unknown}. Safe for use by many threads.
 *
 * @since 0.1
 */
public final class TelnyxOtpHealthIndicator implements HealthIndicator {

	/** Some calls are not made for now. */
	public static final Status DEGRADED = new Status("DEGRADED");

	private final TelnyxCircuits circuits;

	private final SlowChannels slow;

	private final List<Channel> channels;

	/**
	 * Creates an indicator.
	 * @param circuits what is known of the latest calls
	 * @param slow what is known of the latest messages
	 * @param channels the channels in use, at least one
	 */
	public TelnyxOtpHealthIndicator(TelnyxCircuits circuits, SlowChannels slow, List<Channel> channels) {
		this.circuits = circuits;
		this.slow = slow;
		this.channels = List.copyOf(channels);
	}

	/**
	 * Reads the circuits.
	 * @return the health, without numbers of people and without secrets
	 */
	@Override
	public Health health() {
		Map<String, State> states = new LinkedHashMap<>();
		this.channels.forEach((channel) -> states.put(channel.id(), this.circuits.sends(channel)));
		boolean noSends = states.values().stream().allMatch((state) -> state == State.OPEN);
		states.put("check", this.circuits.checks());
		boolean misconfigured = this.circuits.misconfigured();
		Map<String, String> details = new LinkedHashMap<>();
		states.forEach((name, state) -> details.put(name, state.name().toLowerCase(Locale.ROOT)));
		this.slow.now().forEach((channel) -> details.replace(channel.id(), "closed", "silent"));
		Health.Builder health = Health.status(status(misconfigured || noSends, details));
		details.forEach(health::withDetail);
		return health.withDetail("misconfigured", misconfigured).build();
	}

	private static Status status(boolean down, Map<String, String> details) {
		if (down) {
			return Status.DOWN;
		}
		return details.values().stream().allMatch("closed"::equals) ? Status.UP : DEGRADED;
	}

}
