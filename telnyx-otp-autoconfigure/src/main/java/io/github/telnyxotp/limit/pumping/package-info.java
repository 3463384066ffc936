/**
 * Against people who have codes sent to numbers of theirs for a share of the price: what
 * is sent is held against what verifies. Pure functions and values.
 */
@NullMarked
package io.github.telnyxotp.limit.pumping;

import org.jspecify.annotations.NullMarked;
