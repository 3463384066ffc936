package io.github.telnyxotp.servlet;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.phonebook.Phonebook;

import org.springframework.security.core.Authentication;

/**
 * A phonebook in which everybody but carol gets another phone for each test, so that what
 * one test locks is not locked for the next.
 */
final class Phones implements Phonebook {

	private final AtomicInteger next = new AtomicInteger(5_550_100);

	final AtomicBoolean away = new AtomicBoolean();

	private final Map<String, PhoneNumber> phones = new ConcurrentHashMap<>();

	private final Map<String, PhoneNumber> more = new ConcurrentHashMap<>();

	Phones() {
		reset();
	}

	void reset() {
		this.more.clear();
		this.away.set(false);
		List.of("alice", "adam", "mallory", "ticket").forEach(this::change);
	}

	PhoneNumber change(String user) {
		PhoneNumber phone = new PhoneNumber("+1312" + this.next.incrementAndGet());
		this.phones.put(user, phone);
		return phone;
	}

	/** A second one. */
	PhoneNumber add(String user) {
		PhoneNumber phone = new PhoneNumber("+1312" + this.next.incrementAndGet());
		this.more.put(user, phone);
		return phone;
	}

	/** Two people with one phone. */
	void share(String owner, String other) {
		this.phones.put(other, of(owner));
	}

	PhoneNumber of(String user) {
		return this.phones.get(user);
	}

	@Override
	public List<PhoneNumber> find(Authentication authentication) {
		if (this.away.get()) {
			throw new IllegalStateException("The directory does not answer");
		}
		return Stream.of(this.phones, this.more)
			.flatMap((each) -> Stream.ofNullable(each.get(authentication.getName())))
			.toList();
	}

}
