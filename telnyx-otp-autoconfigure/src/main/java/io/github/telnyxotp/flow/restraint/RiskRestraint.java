package io.github.telnyxotp.flow.restraint;

import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.flow.restraint.PhoneRisk.Level;
import io.github.telnyxotp.limit.Destination;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.pumping.SentMessage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Asks about the risk of a number last, since that may cost money. A message that is
 * refused for it stays counted, or the limits would not bound these questions.
 *
 * @since 0.1
 */
public final class RiskRestraint implements Restraint {

	/** The rule that refuses. */
	public static final String RULE = "risk";

	private static final Log logger = LogFactory.getLog(RiskRestraint.class);

	private final Restraint restraint;

	private final PhoneRisk risk;

	/**
	 * Another restraint, and this risk.
	 * @param restraint asked first
	 * @param risk asked about what that allows
	 */
	public RiskRestraint(Restraint restraint, PhoneRisk risk) {
		this.restraint = restraint;
		this.risk = risk;
	}

	@Override
	public SendPermit send(Traffic traffic, List<Channel> served, List<Channel> wanted) {
		SendPermit permit = this.restraint.send(traffic, served, wanted);
		if (permit instanceof SendPermit.Granted granted && isHigh(traffic)) {
			this.restraint.neverLeft(new SendPermit.Granted(granted.channel(), List.of(), granted.reservation(),
					granted.guarded(), Notes.NONE));
			return new SendPermit.Refused(RULE, null, granted.notes());
		}
		return permit;
	}

	private boolean isHigh(Traffic traffic) {
		try {
			return this.risk.of(traffic.phone(), traffic.owner()) != Level.LOW;
		}
		catch (RuntimeException ex) {
			logger.error("Nobody could say how great the risk of a number is; no code is sent to it", ex);
			return true;
		}
	}

	@Override
	public Destination destination(PhoneNumber phone) {
		return this.restraint.destination(phone);
	}

	@Override
	public Optional<SendPermit.Refused> visit(Traffic traffic) {
		return this.restraint.visit(traffic);
	}

	@Override
	public void decoy(Traffic traffic) {
		this.restraint.decoy(traffic);
	}

	@Override
	public Notes left(SendPermit.Granted permit) {
		return this.restraint.left(permit);
	}

	@Override
	public Notes neverLeft(SendPermit.Granted permit) {
		return this.restraint.neverLeft(permit);
	}

	@Override
	public GuessPermit guess(Traffic traffic) {
		return this.restraint.guess(traffic);
	}

	@Override
	public void judged(Traffic traffic, GuessPermit.Granted permit, CheckAnswer answer) {
		this.restraint.judged(traffic, permit, answer);
	}

	@Override
	public Notes verified(Traffic traffic, List<SentMessage> messages) {
		return this.restraint.verified(traffic, messages);
	}

}
