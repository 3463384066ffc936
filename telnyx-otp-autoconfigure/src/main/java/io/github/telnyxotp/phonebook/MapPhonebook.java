package io.github.telnyxotp.phonebook;

import java.util.List;
import java.util.Map;

import io.github.telnyxotp.PhoneNumber;
import org.springframework.security.core.Authentication;

/**
 * Phones by user name, as from properties.
 *
 * @since 0.1
 */
public final class MapPhonebook implements Phonebook {

	private final Map<String, List<PhoneNumber>> phones;

	/**
	 * A phonebook with these entries.
	 * @param phones phones by {@link Authentication#getName()}, the preferred one first
	 */
	public MapPhonebook(Map<String, List<PhoneNumber>> phones) {
		this.phones = Map.copyOf(phones);
	}

	@Override
	public List<PhoneNumber> find(Authentication authentication) {
		return this.phones.getOrDefault(authentication.getName(), List.of());
	}

}
