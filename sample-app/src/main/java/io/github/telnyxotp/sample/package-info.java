/**
 * A small bank that shows the starter at work on the simulator.
 */
@NullMarked
package io.github.telnyxotp.sample;

import org.jspecify.annotations.NullMarked;
