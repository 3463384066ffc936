package io.github.telnyxotp.flow;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.restraint.GuessPermit;
import io.github.telnyxotp.flow.restraint.Notes;
import io.github.telnyxotp.flow.restraint.Restraint;
import io.github.telnyxotp.flow.restraint.SendPermit;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.SentMessage;

/**
 * Lets everything pass, for tests of what is behind it.
 *
 * @param destinations where phones are
 */
public record Unrestrained(Function<PhoneNumber, Destination> destinations) implements Restraint {

	public static Unrestrained with(List<Channel> channels) {
		return new Unrestrained((phone) -> Destination.anywhere(channels));
	}

	@Override
	public Destination destination(PhoneNumber phone) {
		return this.destinations.apply(phone);
	}

	@Override
	public SendPermit send(Traffic traffic, List<Channel> served, List<Channel> wanted) {
		return new SendPermit.Granted(wanted.get(0), List.of(), null, List.of(), Notes.NONE);
	}

	@Override
	public Optional<SendPermit.Refused> visit(Traffic traffic) {
		return Optional.empty();
	}

	@Override
	public void decoy(Traffic traffic) {
		// Nothing is counted
	}

	@Override
	public Notes left(SendPermit.Granted permit) {
		return Notes.NONE;
	}

	@Override
	public Notes neverLeft(SendPermit.Granted permit) {
		return Notes.NONE;
	}

	@Override
	public GuessPermit guess(Traffic traffic) {
		return new GuessPermit.Granted(List.of(), false, Notes.NONE);
	}

	@Override
	public void judged(Traffic traffic, GuessPermit.Granted permit, CheckAnswer answer) {
		// Nothing was counted
	}

	@Override
	public Notes verified(Traffic traffic, List<SentMessage> messages) {
		return Notes.NONE;
	}

}
