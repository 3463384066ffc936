package io.github.telnyxotp.autoconfigure;

import io.github.telnyxotp.phonebook.Phonebook;

/**
 * A phonebook of ours. It has a type of its own so that an application that publishes one
 * phonebook finds one when it asks for it.
 *
 * @param phonebook who knows the phones
 */
record PhoneSource(Phonebook phonebook) {

	static final int PRINCIPAL = 1;

	static final int CLAIM = 2;

	static final int JDBC = 3;

	static final int PROPERTIES = 4;

}
