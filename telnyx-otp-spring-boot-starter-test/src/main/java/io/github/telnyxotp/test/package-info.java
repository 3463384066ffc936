/**
 * What the tests of an application need: a clock one can set, and a user who has proved
 * to own a phone.
 */
@NullMarked
package io.github.telnyxotp.test;

import org.jspecify.annotations.NullMarked;
