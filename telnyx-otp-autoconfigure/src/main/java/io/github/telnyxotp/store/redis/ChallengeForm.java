package io.github.telnyxotp.store.redis;

import java.time.Instant;
import java.util.Objects;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Challenge;
import io.github.telnyxotp.challenge.Front;
import io.github.telnyxotp.challenge.Question;
import io.github.telnyxotp.challenge.Sending;
import io.github.telnyxotp.challenge.State;
import org.jspecify.annotations.Nullable;

/**
 * How challenges lie in Redis: in one of sixteen partitions, each in one slot with what
 * is due of it.
 */
final class ChallengeForm implements CellForm<Challenge> {

	static final int PARTITIONS = 16;

	private final ChallengeIndex index;

	ChallengeForm(ChallengeIndex index) {
		this.index = index;
	}

	static String dueKey(int partition) {
		return tag(partition) + "due";
	}

	@Override
	public byte version() {
		return 1;
	}

	@Override
	public String key(String name) {
		return tag(partition(name)) + "challenge:" + name;
	}

	@Override
	public Instant forgetAt(Challenge value, Instant now) {
		return value.forgetAt();
	}

	@Override
	public void announce(String name, @Nullable Challenge former, Challenge latter) {
		this.index.announce(former, latter);
	}

	@Override
	public void dropped(String name, Challenge former) {
		this.index.dropped(former);
	}

	@Override
	public String dueKey(String name) {
		return dueKey(partition(name));
	}

	@Override
	public @Nullable Due due(Challenge value) {
		Instant move = value.nextMove();
		return (move != null) ? new Due(value.id().value() + ":" + RedisTime.microsUp(value.forgetAt()), move) : null;
	}

	@Override
	public void write(Challenge value, ValueOutput output) {
		output.text(value.owner().subject()).word(value.owner().purpose()).text(value.owner().action());
		output.text(value.phone().value()).all(value.channels(), output::word).word(value.state());
		output.all(value.sendings(), (sending) -> write(sending, output));
		output.count(value.attempts()).count(value.pending());
		output.instant(value.openedAt()).instant(value.expiresAt()).maybe(value.nextMove(), output::instant);
		output.maybe(value.origin().network(), (network) -> output.text(network.narrow()).text(network.wide()));
		output.maybe(value.origin().session(), output::text);
		output.maybe(value.front(),
				(front) -> output.flag(front.decoy()).count(front.asked()).instant(front.askedAt()));
		output.maybe(value.question(), (question) -> output.text(question.name()).instant(question.at()));
	}

	private static void write(Sending sending, ValueOutput output) {
		output.count(sending.number()).word(sending.channel()).word(sending.delivery());
		output.maybe(sending.verification(), (verification) -> output.text(verification.value()));
		output.instant(sending.decidedAt());
	}

	@Override
	public Challenge read(String name, ValueInput input) {
		return new Challenge(new ChallengeId(name), new Owner(input.text(), input.word(Purpose.class), input.text()),
				new PhoneNumber(input.text()), input.all(() -> input.word(Channel.class)), input.word(State.class),
				input.all(() -> sending(input)), input.count(), input.count(), input.instant(), input.instant(),
				input.maybe(input::instant), origin(input),
				input.maybe(() -> new Front(input.flag(), input.count(), input.instant())),
				input.maybe(() -> new Question(input.text(), input.instant())));
	}

	private static Sending sending(ValueInput input) {
		return new Sending(input.count(), input.word(Channel.class), input.word(Delivery.class),
				input.maybe(() -> new VerificationId(input.text())), input.instant());
	}

	private static Origin origin(ValueInput input) {
		ClientNetwork network = input.maybe(() -> new ClientNetwork(input.text(), input.text()));
		String session = input.maybe(input::text);
		return (network != null || session != null) ? new Origin(network, session) : Origin.NONE;
	}

	private static int partition(String name) {
		return Math.floorMod(Objects.hashCode(name), PARTITIONS);
	}

	private static String tag(int partition) {
		return "{p" + partition + "}";
	}

}
