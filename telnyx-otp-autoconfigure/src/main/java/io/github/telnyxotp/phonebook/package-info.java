/**
 * The address book: who has which phone.
 */
@NullMarked
package io.github.telnyxotp.phonebook;

import org.jspecify.annotations.NullMarked;
