package io.github.telnyxotp.phonebook;

/**
 * Queries with one parameter.
 */
final class OneParameter {

	private OneParameter() {
	}

	static String checked(String query) {
		if (query.indexOf('?') < 0) {
			throw new IllegalArgumentException("'query' must have a question mark for what is looked up");
		}
		return query;
	}

}
