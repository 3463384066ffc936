/**
 * The Telnyx simulator: a real HTTP server on this machine that plays the Verify API, an
 * inbox for every phone, and signed webhooks.
 */
@NullMarked
package io.github.telnyxotp.simulator;

import org.jspecify.annotations.NullMarked;
