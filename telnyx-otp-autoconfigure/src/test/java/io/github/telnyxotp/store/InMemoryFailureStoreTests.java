package io.github.telnyxotp.store;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.FailureRules;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link InMemoryFailureStore}.
 */
class InMemoryFailureStoreTests extends FailureStoreContract {

	@Override
	protected FailureStore store(FailureRules rules, InstantSource clock, int maximumSize) {
		return new InMemoryFailureStore(rules, clock, maximumSize, KeyedHash.random());
	}

	@Test
	void storeWithoutRoomForOneAccountIsRefused() {
		FailureRules rules = new FailureRules(30, Duration.ofDays(30));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new InMemoryFailureStore(rules, Clock.systemUTC(), 2, KeyedHash.random()))
			.withMessage("'maximumSize' must be at least three");
	}

	@Test
	@DisplayName("SEC-57 strangers who fill their half leave the other half to people who gave a password")
	void visitorsFillNoMoreThanHalf() {
		InMemoryFailureStore store = new InMemoryFailureStore(new FailureRules(30, Duration.ofDays(30)),
				Clock.systemUTC(), 20, KeyedHash.random());
		for (int each = 10; each < 20; each++) {
			store.reserve(null, new PhoneNumber("+131255501" + each));
		}
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> store.reserve(null, new PhoneNumber("+13125550120")));
		assertThat(store.reserve("alice", new PhoneNumber("+13125550120"))).isEqualTo(new FailureDecision.Counted(29));
	}

}
