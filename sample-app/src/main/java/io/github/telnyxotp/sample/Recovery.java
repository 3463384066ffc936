package io.github.telnyxotp.sample;

import java.io.Serializable;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;

/**
 * Somebody who lost the password of an account and waits for its code, as the session
 * keeps it.
 *
 * @param name the account that was named, whether or not there is one
 * @param challenge value of the id of the challenge
 * @param proved whether the right code came to the phone on file
 */
record Recovery(String name, String challenge, boolean proved) implements Serializable {

	ChallengeId id() {
		return new ChallengeId(this.challenge);
	}

	Owner owner() {
		return new Owner(this.name, Purpose.RECOVERY);
	}

	Recovery prove() {
		return new Recovery(this.name, this.challenge, true);
	}

	@Override
	public String toString() {
		return "Recovery[" + this.name + "]";
	}

}
