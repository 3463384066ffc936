/**
 * The meters: what operators see of the telephone.
 */
@NullMarked
package io.github.telnyxotp.actuate;

import org.jspecify.annotations.NullMarked;
