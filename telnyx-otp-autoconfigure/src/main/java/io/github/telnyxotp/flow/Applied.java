package io.github.telnyxotp.flow;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Sending;
import org.jspecify.annotations.Nullable;

/**
 * What one rule did to a challenge.
 *
 * @param before the challenge before, if there was one
 * @param after the challenge that is kept, if any
 */
record Applied(@Nullable Challenge before, @Nullable Challenge after) {

	/** The challenge, if this step ended it. */
	Optional<Challenge> end() {
		boolean open = this.before == null || !this.before.state().terminal();
		return Optional.ofNullable(this.after).filter((challenge) -> open && challenge.state().terminal());
	}

	Optional<Challenge> challenge() {
		return Optional.ofNullable(this.after);
	}

	/** The channel of the newest message before, and after. */
	Channel from() {
		return newest(this.before);
	}

	Channel to() {
		return newest(this.after);
	}

	/** Of one that has none yet, the channel that comes first. */
	private static Channel newest(@Nullable Challenge challenge) {
		Challenge there = Objects.requireNonNull(challenge, "Messages belong to a challenge");
		List<Sending> sendings = there.sendings();
		return sendings.isEmpty() ? there.channels().get(0) : sendings.get(sendings.size() - 1).channel();
	}

}
