package io.github.telnyxotp.simulator;

/**
 * The one Verify profile that the simulated account has.
 */
final class Profile {

	static final String ID = "4900017d-9e70-4c8b-a5f1-0d0c51a1e7e1";

	static final String NAME = "Telnyx simulator";

	static final String APP_NAME = "Telnyx simulator";

	static final int TIMEOUT_SECS = 300;

	private Profile() {
	}

}
