package io.github.telnyxotp.simulator;

import java.net.URI;
import java.util.List;

import io.github.telnyxotp.autoconfigure.TelnyxConnectionDetails;

/**
 * The way to the simulator.
 */
final class SimulatorConnectionDetails implements TelnyxConnectionDetails {

	private final TelnyxSimulator simulator;

	SimulatorConnectionDetails(TelnyxSimulator simulator) {
		this.simulator = simulator;
	}

	@Override
	public URI baseUrl() {
		return this.simulator.baseUrl();
	}

	@Override
	public String apiKey() {
		return this.simulator.apiKey();
	}

	@Override
	public String verifyProfileId() {
		return this.simulator.verifyProfileId();
	}

	@Override
	public List<String> webhookPublicKeys() {
		return List.of(this.simulator.publicKey());
	}

}
