package io.github.telnyxotp.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Rule;

/**
 * Keeps challenges, and an extension point: an application may bring its own. Safe for
 * use by many threads. The tests of this project hold {@code ChallengeStoreContract},
 * which an implementation should pass.
 * <p>
 * State changes only through {@link #apply}: read, decide and write are one step, and the
 * store tells the time. A challenge is forgotten at {@link Challenge#forgetAt()} and
 * never before: a store that is full refuses new challenges (SEC-57).
 *
 * @since 0.1
 */
public interface ChallengeStore {

	/**
	 * Applies a rule, alone for this id. If the rule throws, nothing changes.
	 * @param id which challenge
	 * @param rule what to decide; may be applied more than once, of which only the last
	 * counts
	 * @param <R> type of the answer
	 * @return the answer of the rule
	 * @throws StoreUnavailableException if the challenge cannot be read or kept now
	 */
	<R> R apply(ChallengeId id, Rule<R> rule);

	/**
	 * The challenges that stand for a phone.
	 * @param phone the phone
	 * @return those for which {@link Challenge#holdsPhone()} is true, in no order
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	Set<ChallengeId> find(PhoneNumber phone);

	/**
	 * The challenge to which a verification belongs.
	 * @param verification its name at Telnyx
	 * @return its challenge, if it is still known
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	Optional<ChallengeId> find(VerificationId verification);

	/**
	 * Challenges whose {@link Challenge#nextMove()} has come, earliest first. Listing
	 * changes nothing; who wants to move one claims it by a rule.
	 * @param limit how many at the most, at least one
	 * @return their ids
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	List<ChallengeId> due(int limit);

}
