/**
 * The rules of restraint: how often who may do what, and what it may cost. Pure functions
 * and values, as in the room of challenges.
 */
@NullMarked
package io.github.telnyxotp.limit;

import org.jspecify.annotations.NullMarked;
