/**
 * The brake of the hall: asked before every message and every guess. It puts together
 * what limits, wrong codes, money and the guard against pumping say.
 */
@NullMarked
package io.github.telnyxotp.flow.restraint;

import org.jspecify.annotations.NullMarked;
