/**
 * The ledger: where challenges are kept, and changed one step at a time.
 */
@NullMarked
package io.github.telnyxotp.store;

import org.jspecify.annotations.NullMarked;
