package io.github.telnyxotp.phonebook;

import java.util.List;

import io.github.telnyxotp.PhoneNumber;

import org.springframework.security.core.Authentication;

/**
 * All phonebooks of an application, asked in order: the first that knows a phone answers,
 * and the rest are not asked. When one throws, nobody answers, for its answer might have
 * been another one than that of the next.
 *
 * @since 0.1
 */
public final class Phonebooks {

	private final List<Phonebook> phonebooks;

	/**
	 * These phonebooks.
	 * @param phonebooks the phonebooks, in the order in which they are asked
	 */
	public Phonebooks(List<? extends Phonebook> phonebooks) {
		this.phonebooks = List.copyOf(phonebooks);
	}

	/**
	 * The phones of an account.
	 * @param authentication who is signed in, with the first factor at least
	 * @return the phones, each once and the preferred one first, empty if no phonebook
	 * knows one
	 */
	public List<PhoneNumber> find(Authentication authentication) {
		return this.phonebooks.stream()
			.map((phonebook) -> phonebook.find(authentication))
			.filter((found) -> !found.isEmpty())
			.findFirst()
			.map((found) -> found.stream().distinct().toList())
			.orElseGet(List::of);
	}

}
