/**
 * The guard: the flow in the words of Spring Security, for both stacks.
 */
@NullMarked
package io.github.telnyxotp.security;

import org.jspecify.annotations.NullMarked;
