package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;

/**
 * Remembers phones in the memory of one process, each for 90 days. When it is full those
 * that were proved longest ago are forgotten, which only makes them strangers again.
 *
 * @since 0.1
 */
public final class InMemoryKnownNumbers implements KnownNumbers {

	private static final Duration KEPT = Duration.ofDays(90);

	private final Cache<String, Boolean> phones;

	private final KeyedHash hash;

	/**
	 * Knows nobody yet.
	 * @param clock the time
	 * @param maximumSize how many it remembers at the most, at least one
	 * @param hash names the phones, which are not kept themselves (SEC-30)
	 */
	public InMemoryKnownNumbers(InstantSource clock, int maximumSize, KeyedHash hash) {
		this.hash = hash;
		this.phones = Caffeine.newBuilder()
			.maximumSize(maximumSize)
			.expireAfterWrite(KEPT)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.build();
	}

	@Override
	public boolean contains(PhoneNumber phone) {
		return this.phones.getIfPresent(name(phone)) != null;
	}

	@Override
	public void add(PhoneNumber phone) {
		this.phones.put(name(phone), Boolean.TRUE);
	}

	@Override
	public void remove(PhoneNumber phone) {
		this.phones.invalidate(name(phone));
	}

	private String name(PhoneNumber phone) {
		return this.hash.name("known-number", phone.value());
	}

}
