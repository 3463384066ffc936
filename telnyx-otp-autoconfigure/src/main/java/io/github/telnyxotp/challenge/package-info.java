/**
 * The rules: what may happen to a challenge, decided by pure functions.
 */
@NullMarked
package io.github.telnyxotp.challenge;

import org.jspecify.annotations.NullMarked;
