package io.github.telnyxotp.flow;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.VerificationStatus;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx as a test wants it: gives the answers that were queued; without any takes every
 * order and accepts one code.
 */
final class ScriptedTelnyx implements TelnyxClient {

	static final String RIGHT = "424242";

	final List<Message> sent = new CopyOnWriteArrayList<>();

	final List<Check> checked = new CopyOnWriteArrayList<>();

	final Queue<Supplier<SendAnswer>> sendAnswers = new ConcurrentLinkedQueue<>();

	final Queue<Supplier<CheckAnswer>> checkAnswers = new ConcurrentLinkedQueue<>();

	private final AtomicInteger verifications = new AtomicInteger();

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		this.sent.add(new Message(phone, channel, timeToLive));
		Supplier<SendAnswer> answer = this.sendAnswers.poll();
		return (answer != null) ? answer.get()
				: new SendAnswer.Accepted(verification(this.verifications.incrementAndGet()));
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		this.checked.add(new Check(phone, verification, code));
		Supplier<CheckAnswer> answer = this.checkAnswers.poll();
		if (answer != null) {
			return answer.get();
		}
		return code.equals(RIGHT) ? CheckAnswer.ACCEPTED : CheckAnswer.WRONG;
	}

	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		return VerificationStatus.UNKNOWN;
	}

	List<Channel> channels() {
		return this.sent.stream().map(Message::channel).toList();
	}

	void refuses(SendAnswer.Reason reason) {
		this.sendAnswers.add(() -> new SendAnswer.Refused(reason));
	}

	static VerificationId verification(int number) {
		return new VerificationId(new UUID(0, number).toString());
	}

	/**
	 * A message that was ordered.
	 *
	 * @param phone for whom
	 * @param channel how
	 * @param timeToLive life of the code
	 */
	record Message(PhoneNumber phone, Channel channel, Duration timeToLive) {
	}

	/**
	 * A code that was asked about.
	 *
	 * @param phone whose
	 * @param verification which
	 * @param code the code
	 */
	record Check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
	}

}
