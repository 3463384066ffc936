package io.github.telnyxotp.limit.pumping;

import java.util.Locale;

/**
 * The rules against people who order messages for the sake of their price (SEC-19).
 *
 * @since 0.1
 */
public enum PumpingRule {

	/** Messages to a country whose codes nobody submits. */
	COUNTRY,

	/** Messages to ten thousand numbers in a row whose codes nobody submits. */
	PREFIX,

	/** Messages that a client network asks for and whose codes nobody submits. */
	NETWORK,

	/** Numbers that follow each other closely. */
	SEQUENCE,

	/** Many countries from one client network, of which it has proved none. */
	SPREAD,

	/** Few of the codes sent to a country over a channel are submitted. An alarm only. */
	CONVERSION;

	/**
	 * The name that properties, logs and metrics use.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
