package io.github.telnyxotp.challenge;

import java.util.ArrayList;
import java.util.List;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.Delivery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static io.github.telnyxotp.challenge.Given.ALICE;
import static io.github.telnyxotp.challenge.Given.END;
import static io.github.telnyxotp.challenge.Given.ID;
import static io.github.telnyxotp.challenge.Given.NOON;
import static io.github.telnyxotp.challenge.Given.PHONE;
import static io.github.telnyxotp.challenge.Given.QUEUED;
import static io.github.telnyxotp.challenge.Given.WAITING;
import static io.github.telnyxotp.challenge.Given.ended;
import static io.github.telnyxotp.challenge.Given.first;
import static io.github.telnyxotp.challenge.Given.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Challenge} and {@link State}.
 */
class ChallengeTests {

	@Test
	void isRememberedForAMinuteAfterItsEnd() {
		assertThat(WAITING.forgetAt()).isEqualTo(END.plusSeconds(60));
	}

	@ParameterizedTest
	@EnumSource
	void holdsItsPhoneWhileOpenOrLocked(State state) {
		Challenge challenge = (state == State.OPEN) ? QUEUED : ended(QUEUED, state);
		assertThat(challenge.holdsPhone()).isEqualTo(state == State.OPEN || state == State.LOCKED);
	}

	@ParameterizedTest
	@EnumSource
	@DisplayName("SEC-39 what was given up is found by its phone if a message may have left")
	void holdsItsPhoneForAMessageThatLeft(Delivery delivery) {
		Challenge challenge = ended(with(WAITING, first(delivery)), State.ABANDONED);
		assertThat(challenge.holdsPhone()).isEqualTo(delivery != Delivery.QUEUED && delivery != Delivery.REFUSED);
	}

	@Test
	void keepsListsOfItsOwn() {
		List<Channel> channels = new ArrayList<>(List.of(Channel.SMS));
		List<Sending> sendings = new ArrayList<>(List.of(first(Delivery.SENT)));
		Challenge challenge = new Challenge(ID, ALICE, PHONE, channels, State.OPEN, sendings, 0, 0, NOON, END, null);
		channels.clear();
		sendings.clear();
		assertThat(challenge.channels()).containsExactly(Channel.SMS);
		assertThat(challenge.sendings()).containsExactly(first(Delivery.SENT));
	}

	@Test
	@DisplayName("SEC-07 open leads everywhere, and nothing leads on")
	void movesAreClosed() {
		for (State from : State.values()) {
			for (State to : State.values()) {
				assertThat(from.leadsTo(to)).isEqualTo(
						(from == State.OPEN && to != State.OPEN) || (from == State.APPROVED && to == State.USED));
			}
			assertThat(from.terminal()).isEqualTo(from != State.OPEN);
		}
	}

	@Test
	@DisplayName("SEC-07 a move that is not in the table is refused")
	void moveThatIsNotInTheTableIsRefused() {
		Challenge used = ended(WAITING, State.USED);
		assertThatIllegalStateException().isThrownBy(() -> used.become(State.LOCKED))
			.withMessage("A challenge that is USED cannot become LOCKED");
		assertThatIllegalStateException().isThrownBy(() -> WAITING.become(State.OPEN))
			.withMessage("A challenge that is OPEN cannot become OPEN");
	}

}
