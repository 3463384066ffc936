/**
 * The ledger in Redis: what several nodes share.
 */
@NullMarked
package io.github.telnyxotp.store.redis;

import org.jspecify.annotations.NullMarked;
