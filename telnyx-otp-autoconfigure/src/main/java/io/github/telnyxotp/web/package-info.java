/**
 * What both front doors have in common: every decision about a request, and every reply.
 * A door hands a request over as an {@link io.github.telnyxotp.web.Exchange} and writes
 * the {@link io.github.telnyxotp.web.Reply}. Public for the doors; applications use what
 * their door offers.
 */
@NullMarked
package io.github.telnyxotp.web;

import org.jspecify.annotations.NullMarked;
