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

	/** Whether nobody can be asked. */
	final AtomicBoolean away = new AtomicBoolean();

	/** How often it was asked. */
	final AtomicInteger asked = new AtomicInteger();

	private final Map<String, PhoneNumber> phones = new ConcurrentHashMap<>();

	private final Map<String, PhoneNumber> more = new ConcurrentHashMap<>();

	Phones() {
		reset();
	}

	void reset() {
		this.more.clear();
		this.away.set(false);
		this.phones.remove("carol");
		List.of("alice", "adam", "mallory", "ticket").forEach(this::change);
	}

	PhoneNumber change(String user) {
		PhoneNumber phone = new PhoneNumber("+1312" + this.next.incrementAndGet());
		this.phones.put(user, phone);
		return phone;
	}

	/** A second one. */
	PhoneNumber add(String user) {
		PhoneNumber phone = free();
		this.more.put(user, phone);
		return phone;
	}

	/** Two people with one phone. */
	void share(String owner, String other) {
		this.phones.put(other, of(owner));
	}

	void store(String user, PhoneNumber phone) {
		this.phones.put(user, phone);
	}

	void remove(String user) {
		this.phones.remove(user);
	}

	/** A number that nobody has. */
	PhoneNumber free() {
		return new PhoneNumber("+1312" + this.next.incrementAndGet());
	}

	PhoneNumber of(String user) {
		return this.phones.get(user);
	}

	@Override
	public List<PhoneNumber> find(Authentication authentication) {
		this.asked.incrementAndGet();
		if (this.away.get()) {
			throw new IllegalStateException("The directory does not answer");
		}
		return Stream.of(this.phones, this.more)
			.flatMap((each) -> Stream.ofNullable(each.get(authentication.getName())))
			.toList();
	}

}
