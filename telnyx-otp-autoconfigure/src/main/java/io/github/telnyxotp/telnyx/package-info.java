/**
 * The telephone: the one room that talks to the Telnyx Verify API.
 */
@NullMarked
package io.github.telnyxotp.telnyx;

import org.jspecify.annotations.NullMarked;
