/**
 * The fuse box: properties and auto-configuration.
 */
@NullMarked
package io.github.telnyxotp.autoconfigure;

import org.jspecify.annotations.NullMarked;
