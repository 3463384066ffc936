/**
 * The painter: pages and JSON replies as pure functions of a model.
 */
@NullMarked
package io.github.telnyxotp.page;

import org.jspecify.annotations.NullMarked;
