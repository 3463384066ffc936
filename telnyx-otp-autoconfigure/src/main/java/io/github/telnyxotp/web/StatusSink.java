package io.github.telnyxotp.web;

/**
 * The open end of a reply that goes on. Nothing in here waits for the client: for one
 * that reads slowly only the newest message is kept. One that is gone is noticed with the
 * next write at the latest, and none lives longer than five minutes. Safe for use by many
 * threads.
 *
 * @since 0.1
 */
public interface StatusSink {

	/**
	 * Writes a message, in place of one that is still waiting.
	 * @param message to be sent as it is
	 */
	void write(byte[] message);

	/**
	 * Writes a message unless another one is still waiting.
	 * @param message to be sent as it is
	 */
	void writeIfIdle(byte[] message);

	/**
	 * Ends once everything is written.
	 */
	void finish();

	/**
	 * Ends now, whatever is still to be written.
	 */
	void end();

	/**
	 * Whether it has ended, or the client is gone.
	 * @return {@code true} if nothing can be written any more
	 */
	boolean isOver();

}
