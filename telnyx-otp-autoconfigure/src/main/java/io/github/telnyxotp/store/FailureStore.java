package io.github.telnyxotp.store;

import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.FailureDecision;
import org.jspecify.annotations.Nullable;

/**
 * Adds wrong codes up, for each account and for each phone, across challenges, channels
 * and browsers (SEC-12). An extension point: an application may bring its own. Safe for
 * use by many threads. The tests of this project hold {@code FailureStoreContract}, which
 * an implementation should pass.
 * <p>
 * Each code is counted as wrong before it is checked. What becomes of that is said
 * afterwards; who says nothing leaves it counted. Purposes share one count, except for
 * strangers: at a login by phone, a sign-up and a recovery nothing is proved, and anybody
 * can try. Their failures are counted for each phone by themselves, and so are those of
 * an enrolment, where the phone may be anybody's, so that a stranger cannot bar those who
 * have shown a password (SEC-18); whoever bars the phone bars them too.
 *
 * @since 0.1
 */
public interface FailureStore {

	/**
	 * Counts one failure for the account and for the phone, or none if either has reached
	 * the hard stop. One step: of many at once no more than the hard stop are counted.
	 * @param account stable name of the account, or {@code null} for a stranger or an
	 * enrolment
	 * @param phone the phone
	 * @return whether the code may be checked
	 * @throws StoreUnavailableException if it cannot be counted now
	 */
	FailureDecision reserve(@Nullable String account, PhoneNumber phone);

	/**
	 * Whether the account or the phone has reached the hard stop. Counts nothing.
	 * @param account stable name of the account, or {@code null} for a stranger or an
	 * enrolment
	 * @param phone the phone
	 * @return whether no code is sent or checked
	 * @throws StoreUnavailableException if the store cannot be read now
	 */
	boolean stopped(@Nullable String account, PhoneNumber phone);

	/**
	 * Takes one failure back: nobody has judged the code, as the request certainly never
	 * left.
	 * @param account stable name of the account, or {@code null} for a stranger or an
	 * enrolment
	 * @param phone the phone
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void giveBack(@Nullable String account, PhoneNumber phone);

	/**
	 * Forgets the failures of an account that has proved its phone: all that the account
	 * has, and of those of the phone the ones that this account made. Other accounts keep
	 * theirs.
	 * @param account stable name of the account, or {@code null} for a stranger or an
	 * enrolment
	 * @param phone the phone
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void succeeded(@Nullable String account, PhoneNumber phone);

	/**
	 * Forgets all failures of an account, as an administrator may decide. Those of a
	 * phone stay.
	 * @param account stable name of the account
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void reset(String account);

	/**
	 * Forgets all failures of a phone, those of strangers included, as an administrator
	 * may decide. Those of accounts stay.
	 * @param phone the phone
	 * @throws StoreUnavailableException if it cannot be kept now
	 */
	void reset(PhoneNumber phone);

}
