package io.github.telnyxotp;

import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, as far as limits care.
 *
 * @param network the network of the client, or {@code null} if there is none or nobody
 * knows
 * @param session an opaque name of the browser session from which nothing else can be
 * told, or {@code null} if there is none
 * @since 0.1
 */
public record Origin(@Nullable ClientNetwork network, @Nullable String session) {

	/** Nobody's network and session: the application itself asks. */
	public static final Origin NONE = new Origin(null, null);

}
