package io.github.telnyxotp.challenge;

import java.time.Instant;

/**
 * What a visitor sees of a challenge whose owner is not known yet. It follows from what
 * he did himself and from nothing else, so that it is the same for every number (SEC-26).
 *
 * @param decoy whether nothing stands behind it: no message leaves and no code is right
 * (SEC-27)
 * @param asked how many messages he asked for, the first one included
 * @param askedAt when he asked last
 * @since 0.1
 */
public record Front(boolean decoy, int asked, Instant askedAt) {

	Front again(Instant now) {
		return new Front(this.decoy, this.asked + 1, now);
	}

	Front hollow() {
		return new Front(true, this.asked, this.askedAt);
	}

}
