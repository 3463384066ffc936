package io.github.telnyxotp.flow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.telnyxotp.CheckAnswer;

/**
 * Answers visitors so that time does not tell a decoy from a wrong code (SEC-28). A real
 * check waits for Telnyx, and a decoy must not ask it. So both are answered at full steps
 * of time, which swallow what differs between the two: as a rule at the first. For the
 * checks that take longer a decoy takes as many steps as one of the last 64 real ones
 * did, drawn by lot. A right code is answered at once, since it is no secret to the one
 * who has it.
 * <p>
 * A thread waits for 20 steps at the most and 100 threads do at once, fewer than may wait
 * for Telnyx; beyond that both are answered without padding, which a flood can bring
 * about and which the limits are there to prevent. Safe for use by many threads.
 */
final class Pace {

	private static final int REMEMBERED = 64;

	private static final int MOST_STEPS = 20;

	private static final int MOST_WAITING = 100;

	private final long step;

	private final LongSupplier nanos;

	private final AtomicIntegerArray steps = new AtomicIntegerArray(REMEMBERED);

	private final AtomicInteger next = new AtomicInteger();

	private final Semaphore places = new Semaphore(MOST_WAITING);

	Pace(Duration step, LongSupplier nanos) {
		this.step = step.toNanos();
		this.nanos = nanos;
	}

	/** Asks, and answers in step. */
	CheckAnswer ask(Supplier<CheckAnswer> check) {
		long begun = this.nanos.getAsLong();
		CheckAnswer answer = check.get();
		int more = (int) Math.min((this.nanos.getAsLong() - begun) / this.step, MOST_STEPS - 1);
		this.steps.set(Math.floorMod(this.next.getAndIncrement(), REMEMBERED), more);
		if (answer != CheckAnswer.ACCEPTED) {
			waitFor(begun, more + 1);
		}
		return answer;
	}

	/** Answers as if somebody had been asked. */
	CheckAnswer pretend() {
		long begun = this.nanos.getAsLong();
		waitFor(begun, this.steps.get(ThreadLocalRandom.current().nextInt(REMEMBERED)) + 1);
		return CheckAnswer.WRONG;
	}

	private void waitFor(long begun, int steps) {
		if (!this.places.tryAcquire()) {
			return;
		}
		try {
			TimeUnit.NANOSECONDS.sleep(begun + steps * this.step - this.nanos.getAsLong());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.places.release();
		}
	}

}
