/**
 * The mail slot: what Telnyx posts, from signed bytes to a report about one message.
 */
@NullMarked
package io.github.telnyxotp.webhook;

import org.jspecify.annotations.NullMarked;
