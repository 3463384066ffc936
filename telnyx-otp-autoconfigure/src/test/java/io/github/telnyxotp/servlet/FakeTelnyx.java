package io.github.telnyxotp.servlet;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.VerificationStatus;
import org.jspecify.annotations.Nullable;

/**
 * A telephone on which one code is right. It counts what it is asked and can be told to
 * answer otherwise.
 */
final class FakeTelnyx implements TelnyxClient {

	static final String RIGHT = "424242";

	static final String WRONG = "000000";

	final List<Channel> sent = new CopyOnWriteArrayList<>();

	final List<String> checked = new CopyOnWriteArrayList<>();

	final Set<PhoneNumber> phones = ConcurrentHashMap.newKeySet();

	final AtomicReference<Function<Channel, SendAnswer>> sends = new AtomicReference<>(FakeTelnyx::accepted);

	final AtomicReference<Function<String, CheckAnswer>> checks = new AtomicReference<>(FakeTelnyx::compare);

	void reset() {
		this.sent.clear();
		this.checked.clear();
		this.phones.clear();
		this.sends.set(FakeTelnyx::accepted);
		this.checks.set(FakeTelnyx::compare);
	}

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		this.sent.add(channel);
		this.phones.add(phone);
		return this.sends.get().apply(channel);
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		this.checked.add(code);
		this.phones.add(phone);
		return this.checks.get().apply(code);
	}

	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		return VerificationStatus.PENDING;
	}

	private static SendAnswer accepted(Channel channel) {
		return new SendAnswer.Accepted(new VerificationId(UUID.randomUUID().toString()));
	}

	private static CheckAnswer compare(String code) {
		return code.equals(RIGHT) ? CheckAnswer.ACCEPTED : CheckAnswer.WRONG;
	}

}
