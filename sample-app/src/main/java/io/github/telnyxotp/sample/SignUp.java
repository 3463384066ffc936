package io.github.telnyxotp.sample;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.Purpose;

/**
 * A sign-up that waits for its code, as the session keeps it: the number is with the
 * challenge, and the code with nobody.
 *
 * @param name the user name that is asked for
 * @param password encoded
 * @param challenge value of the id of the challenge
 * @param tries how many names were tried since the code was right; requests count at once
 */
record SignUp(String name, String password, String challenge, AtomicInteger tries) implements Serializable {

	SignUp(String name, String password, String challenge) {
		this(name, password, challenge, new AtomicInteger());
	}

	ChallengeId id() {
		return new ChallengeId(this.challenge);
	}

	Owner owner() {
		return owner(this.name);
	}

	static Owner owner(String name) {
		return new Owner(name, Purpose.SIGN_UP);
	}

	@Override
	public String toString() {
		return "SignUp[" + this.name + "]";
	}

}
