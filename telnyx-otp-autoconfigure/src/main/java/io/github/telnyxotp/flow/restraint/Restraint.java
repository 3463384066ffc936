package io.github.telnyxotp.flow.restraint;

import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.SentMessage;

/**
 * Asked before every message and every guess, whoever wants it: first, repeated and
 * automatic messages alike. Safe for use by many threads.
 *
 * @since 0.1
 */
public interface Restraint {

	/**
	 * Where a phone is, which channels serve it, and whether anything may be sent there.
	 * @param phone the phone
	 * @return its destination
	 */
	Destination destination(PhoneNumber phone);

	/**
	 * Decides about one message, and counts it.
	 * @param traffic for whom, to which phone, from where
	 * @param served all channels that serve the phone
	 * @param wanted the channels of which one is to be used, in order, at least one
	 * @return whether it may leave
	 */
	SendPermit send(Traffic traffic, List<Channel> served, List<Channel> wanted);

	/**
	 * Decides whether a visitor may ask for a message at all, by his network and session
	 * alone and before anything is done for him: so he may be told (SEC-26). Counts it.
	 * @param traffic what he asks for
	 * @return why not, or nothing if he may
	 */
	Optional<SendPermit.Refused> visit(Traffic traffic);

	/**
	 * Counts a message that a visitor asked for and nobody gets as if it were sent, so
	 * that nobody learns from the limits that it is not (SEC-26). Costs no money, and
	 * leaves what all people share alone (SEC-18).
	 * @param traffic what he asks for
	 */
	void decoy(Traffic traffic);

	/**
	 * A message left, or may have, or was refused by Telnyx: its price stays spent.
	 * @param permit what was granted
	 * @return what is to be told
	 */
	Notes left(SendPermit.Granted permit);

	/**
	 * A message certainly never left. What was counted and paid for it is given back.
	 * @param permit what was granted
	 * @return what is to be told
	 */
	Notes neverLeft(SendPermit.Granted permit);

	/**
	 * Decides about one guess, and counts it as wrong (SEC-12, SEC-15).
	 * @param traffic for whom, for which phone, from where
	 * @return whether Telnyx may be asked
	 */
	GuessPermit guess(Traffic traffic);

	/**
	 * Says what became of a guess.
	 * @param traffic as it was when the guess was granted
	 * @param permit what was granted
	 * @param answer what Telnyx said
	 */
	void judged(Traffic traffic, GuessPermit.Granted permit, CheckAnswer answer);

	/**
	 * A challenge was used: its messages no longer count against anybody, and the
	 * failures of its account are forgotten.
	 * @param traffic whose challenge
	 * @param messages all its messages
	 * @return what is to be told
	 */
	Notes verified(Traffic traffic, List<SentMessage> messages);

}
