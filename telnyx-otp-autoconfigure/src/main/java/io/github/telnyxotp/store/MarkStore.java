package io.github.telnyxotp.store;

/**
 * Remembers what was done already, so that it is done once, and an extension point. Safe
 * for use by many threads.
 *
 * @since 0.1
 */
public interface MarkStore {

	/**
	 * Sets a mark if there is none. It stays for at least a minute, so that what a node
	 * began that died is done by another.
	 * @param mark the mark, a short text
	 * @return whether there was none
	 * @throws StoreUnavailableException if it cannot be set now
	 */
	boolean take(String mark);

	/**
	 * Keeps a mark for a day.
	 * @param mark the mark, which was taken
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void keep(String mark);

	/**
	 * Takes a mark away, as nothing was done.
	 * @param mark the mark, which was taken
	 * @throws StoreUnavailableException if it cannot be taken away now
	 */
	void giveBack(String mark);

}
