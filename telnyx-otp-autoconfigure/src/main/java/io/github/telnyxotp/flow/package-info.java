/**
 * The hall: one plain flow that asks the rules, keeps the result and calls Telnyx.
 */
@NullMarked
package io.github.telnyxotp.flow;

import org.jspecify.annotations.NullMarked;
