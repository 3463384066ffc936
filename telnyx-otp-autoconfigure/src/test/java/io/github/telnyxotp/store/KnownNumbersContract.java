package io.github.telnyxotp.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the {@link KnownNumbers} of this project promise. The test of an implementation
 * extends it and changes nothing.
 */
public abstract class KnownNumbersContract {

	private static final Duration KEPT = Duration.ofDays(90);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private KnownNumbers known;

	/**
	 * A memory that knows nobody, independent of every other.
	 * @param clock what time it is
	 * @param maximumSize how many it remembers at the most
	 * @return the memory
	 */
	protected abstract KnownNumbers known(InstantSource clock, int maximumSize);

	@BeforeEach
	final void knowNobody() {
		this.known = known(this.clock, 10);
	}

	@Test
	void onlyPhonesThatWereProvedAreKnown() {
		this.known.add(phone(1));
		assertThat(this.known.contains(phone(1))).isTrue();
		assertThat(this.known.contains(phone(2))).isFalse();
	}

	@Test
	void phonesAreForgottenAfterNinetyDaysWithoutAProof() {
		this.known.add(phone(1));
		this.clock.forward(KEPT.minusMillis(1));
		assertThat(this.known.contains(phone(1))).isTrue();
		this.known.add(phone(1));
		this.clock.forward(KEPT.minusMillis(1));
		assertThat(this.known.contains(phone(1))).as("proved again").isTrue();
		this.clock.forward(Duration.ofMillis(1));
		assertThat(this.known.contains(phone(1))).as("being asked about is no proof").isFalse();
	}

	@Test
	@DisplayName("SEC-30 a phone is forgotten when its owner demands it, and others are not")
	void aPhoneIsForgottenOnDemand() {
		this.known.add(phone(1));
		this.known.add(phone(2));
		this.known.remove(phone(1));
		assertThat(this.known.contains(phone(1))).isFalse();
		assertThat(this.known.contains(phone(2))).isTrue();
	}

	@Test
	@DisplayName("SEC-70 no more are remembered than there is room for")
	void noMoreAreRememberedThanThereIsRoomFor() {
		for (int each = 0; each < 500; each++) {
			this.known.add(phone(each));
		}
		assertThat(IntStream.range(0, 500).filter((each) -> this.known.contains(phone(each))).count()).isBetween(1L,
				10L);
	}

	private static PhoneNumber phone(int each) {
		return new PhoneNumber("+1312" + (5_000_000 + each));
	}

}
