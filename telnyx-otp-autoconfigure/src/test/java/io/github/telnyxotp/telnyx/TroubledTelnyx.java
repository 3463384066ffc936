package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.VerificationId;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx on good and bad days: counts what it is asked and answers as it was told last.
 */
public final class TroubledTelnyx implements TelnyxClient {

	public static final SendAnswer SENT = new SendAnswer.Accepted(
			new VerificationId("00000000-0000-0000-0000-000000000001"));

	public final AtomicReference<Supplier<SendAnswer>> sends = new AtomicReference<>(() -> SENT);

	public final AtomicReference<Supplier<CheckAnswer>> checks = new AtomicReference<>(() -> CheckAnswer.ACCEPTED);

	public final AtomicInteger sent = new AtomicInteger();

	public final AtomicInteger checked = new AtomicInteger();

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		this.sent.incrementAndGet();
		return this.sends.get().get();
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		this.checked.incrementAndGet();
		return this.checks.get().get();
	}

	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		return VerificationStatus.PENDING;
	}

	public void sendsAre(SendAnswer answer) {
		this.sends.set(() -> answer);
	}

	public void sendsAreRefused(SendAnswer.Reason reason) {
		sendsAre(new SendAnswer.Refused(reason));
	}

	public void checksAre(CheckAnswer answer) {
		this.checks.set(() -> answer);
	}

}
