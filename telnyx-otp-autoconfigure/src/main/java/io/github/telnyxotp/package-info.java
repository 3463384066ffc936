/**
 * The words everybody speaks: values of this domain, made of plain Java.
 */
@NullMarked
package io.github.telnyxotp;

import org.jspecify.annotations.NullMarked;
