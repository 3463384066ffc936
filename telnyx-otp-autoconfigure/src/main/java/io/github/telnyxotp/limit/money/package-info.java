/**
 * What messages may cost: prices, budgets and the lanes in which they are spent. Pure
 * functions and values.
 */
@NullMarked
package io.github.telnyxotp.limit.money;

import org.jspecify.annotations.NullMarked;
