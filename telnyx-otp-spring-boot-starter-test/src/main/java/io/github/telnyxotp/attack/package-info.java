/**
 * Attackers for the tests of an application: they walk in over real HTTP on this machine,
 * try what pumpers, guessers and forgers try, stop by themselves, and say what they got.
 */
@NullMarked
package io.github.telnyxotp.attack;

import org.jspecify.annotations.NullMarked;
