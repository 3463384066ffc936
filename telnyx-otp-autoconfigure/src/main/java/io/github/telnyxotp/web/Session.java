package io.github.telnyxotp.web;

import org.jspecify.annotations.Nullable;

/**
 * The session of a browser. Only plain values are kept in it, so that any session store
 * can.
 *
 * @since 0.1
 */
public interface Session {

	/**
	 * A value.
	 * @param name of the value
	 * @return the value, or {@code null} if there is none, or no session
	 * @throws IllegalStateException if the session is over
	 */
	@Nullable Object get(String name);

	/**
	 * Keeps a value. Creates the session if there is none.
	 * @param name of the value
	 * @param value a string, number or boolean
	 */
	void put(String name, Object value);

	/**
	 * Removes a value. Does nothing where there is none, or no session.
	 * @param name of the value
	 */
	void remove(String name);

	/**
	 * Whether there is a session.
	 * @return {@code false} until something was kept
	 */
	boolean exists();

	/**
	 * The same session for threads that look into it once its request is over.
	 * @return a session to read from, safe for use by many threads
	 */
	Session held();

}
