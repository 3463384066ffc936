/**
 * The rules of remembered devices: what a token is worth, decided by pure functions.
 */
@NullMarked
package io.github.telnyxotp.device;

import org.jspecify.annotations.NullMarked;
