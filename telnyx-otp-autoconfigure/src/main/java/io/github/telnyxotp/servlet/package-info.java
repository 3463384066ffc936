/**
 * The front door: servlet filters and the configurer that puts them into a chain.
 */
@NullMarked
package io.github.telnyxotp.servlet;

import org.jspecify.annotations.NullMarked;
