package io.github.telnyxotp.flow.restraint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Dump;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.SentMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody learns who gets hold of all counters.
 */
class StoredPhonesTests {

	private static final List<PhoneNumber> PHONES = IntStream.range(0, 50)
		.mapToObj((each) -> new PhoneNumber("+1" + (3_125_550_100L + 7 * each)))
		.toList();

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Brakes brakes = new Brakes(this.clock).pumping(Mode.RECORD_ONLY);

	private final CountedRestraint restraint = this.brakes.set();

	@BeforeEach
	void run() {
		for (PhoneNumber phone : PHONES) {
			for (Owner owner : List.of(new Owner("person" + phone.lastDigits(), Purpose.SECOND_FACTOR),
					new Owner("visitor", Purpose.LOGIN))) {
				Traffic traffic = new Traffic(owner, phone, "US", origin());
				SendPermit permit = this.restraint.send(traffic, Brakes.ALL, Brakes.ALL);
				this.restraint.decoy(traffic);
				if (this.restraint.guess(traffic) instanceof GuessPermit.Granted guess) {
					this.restraint.judged(traffic, guess, CheckAnswer.WRONG);
				}
				if (permit instanceof SendPermit.Granted && phone.value().endsWith("7")) {
					this.restraint.verified(traffic, List.of(new SentMessage(Channel.SMS, this.clock.instant())));
				}
			}
		}
	}

	@Test
	@DisplayName("SEC-30 no counter holds a number, its bare hash, its account or its network")
	void noCounterHoldsANumber() throws Exception {
		String dump = Dump.of(this.restraint);
		assertThat(dump.lines().count()).as("there is something to see").isGreaterThan(300);
		for (PhoneNumber phone : PHONES) {
			String digits = phone.value().substring(1);
			byte[] bare = MessageDigest.getInstance("SHA-256").digest(phone.value().getBytes(StandardCharsets.UTF_8));
			assertThat(dump).doesNotContain(digits, digits.substring(1), HexFormat.of().formatHex(bare),
					Base64.getUrlEncoder().withoutPadding().encodeToString(bare));
		}
		assertThat(dump).doesNotContain("1312555", "person", "192.0.2");
	}

	@Test
	@DisplayName("SEC-30 an administrator can still forget what is counted of one phone")
	void whatIsCountedOfOnePhoneCanBeForgotten() {
		PhoneNumber phone = PHONES.get(1);
		int before = Dump.of(this.brakes.failures).length();
		assertThat(this.brakes.known.contains(phone)).isTrue();
		this.brakes.failures.reset(PHONES.get(0));
		this.brakes.known.remove(phone);
		assertThat(Dump.of(this.brakes.failures)).hasSizeLessThan(before);
		assertThat(this.brakes.known.contains(phone)).isFalse();
	}

	private static Origin origin() {
		return new Origin(new ClientNetwork("192.0.2.1", "192.0.2.0/24"), "session");
	}

}
