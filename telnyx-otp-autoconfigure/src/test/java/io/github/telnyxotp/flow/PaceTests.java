package io.github.telnyxotp.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.telnyxotp.CheckAnswer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Pace}. A step takes an hour, so whoever waits for a wrong one waits
 * longer than any test; time is told by a list.
 */
@Timeout(20)
class PaceTests {

	private static final Duration STEP = Duration.ofHours(1);

	private static final Duration LITTLE = Duration.ofMillis(3);

	private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

	private final Pace pace = new Pace(STEP, () -> this.times.remove());

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ACCEPTED")
	@DisplayName("SEC-28 what is not right is answered when the step is over in which Telnyx answered")
	void whatIsNotRightIsAnsweredInStep(CheckAnswer answer) {
		time(Duration.ZERO, Duration.ofMinutes(5), STEP.minus(LITTLE));
		assertThat(waited(() -> this.pace.ask(() -> answer), answer)).isGreaterThanOrEqualTo(LITTLE);
		time(Duration.ZERO, Duration.ofMinutes(150), STEP.multipliedBy(3).minus(LITTLE));
		assertThat(waited(() -> this.pace.ask(() -> answer), answer)).isGreaterThanOrEqualTo(LITTLE);
		assertThat(this.times).isEmpty();
	}

	@Test
	@DisplayName("SEC-28 a right code is answered at once")
	void aRightCodeIsAnsweredAtOnce() {
		time(Duration.ZERO, Duration.ofMinutes(5));
		assertThat(this.pace.ask(() -> CheckAnswer.ACCEPTED)).isEqualTo(CheckAnswer.ACCEPTED);
		assertThat(this.times).isEmpty();
	}

	@Test
	@DisplayName("SEC-28 a decoy is answered after the first step, as most are")
	void aDecoyIsAnsweredAfterTheFirstStep() {
		time(Duration.ZERO, STEP.minus(LITTLE));
		assertThat(waited(this.pace::pretend, CheckAnswer.WRONG)).isGreaterThanOrEqualTo(LITTLE);
	}

	@Test
	@DisplayName("SEC-28 when real checks take several steps a decoy takes as many")
	void aDecoyTakesAsLongAsRealChecksDid() {
		for (int each = 0; each < 64; each++) {
			time(Duration.ZERO, Duration.ofMinutes(150));
			this.pace.ask(() -> CheckAnswer.ACCEPTED);
		}
		time(Duration.ZERO, STEP.multipliedBy(3).minus(LITTLE));
		assertThat(waited(this.pace::pretend, CheckAnswer.WRONG)).isGreaterThanOrEqualTo(LITTLE);
		for (int each = 0; each < 64; each++) {
			time(Duration.ZERO, Duration.ofMinutes(1));
			this.pace.ask(() -> CheckAnswer.ACCEPTED);
		}
		time(Duration.ZERO, STEP.minus(LITTLE));
		assertThat(waited(this.pace::pretend, CheckAnswer.WRONG)).as("the last 64 count")
			.isGreaterThanOrEqualTo(LITTLE);
	}

	@Test
	@DisplayName("SEC-70 nobody waits for more than 20 steps")
	void nobodyWaitsForever() {
		for (int each = 0; each < 64; each++) {
			time(Duration.ZERO, STEP.multipliedBy(1000), STEP.multipliedBy(1000));
			this.pace.ask(() -> CheckAnswer.WRONG);
		}
		time(Duration.ZERO, STEP.multipliedBy(20).minus(LITTLE));
		assertThat(waited(this.pace::pretend, CheckAnswer.WRONG)).isGreaterThanOrEqualTo(LITTLE);
	}

	@Test
	@DisplayName("SEC-70 a hundred wait at once, and whoever comes then is answered without")
	void aHundredWaitAtOnce() throws Exception {
		Pace crowded = new Pace(STEP, System::nanoTime);
		List<Thread> waiting = new ArrayList<>();
		ExecutorService threads = Executors.newCachedThreadPool((run) -> {
			Thread thread = new Thread(run);
			waiting.add(thread);
			return thread;
		});
		List<Future<CheckAnswer>> answers = new ArrayList<>();
		for (int each = 0; each < 100; each++) {
			answers.add(threads.submit(crowded::pretend));
		}
		while (!waiting.stream().allMatch((thread) -> thread.getState() == Thread.State.TIMED_WAITING)) {
			Thread.onSpinWait();
		}
		assertThat(crowded.pretend()).isEqualTo(CheckAnswer.WRONG);
		assertThat(crowded.ask(() -> CheckAnswer.EXPIRED)).isEqualTo(CheckAnswer.EXPIRED);
		threads.shutdownNow();
		for (Future<CheckAnswer> answer : answers) {
			assertThat(answer.get(10, TimeUnit.SECONDS)).as("interrupted").isEqualTo(CheckAnswer.WRONG);
		}
	}

	@Test
	void whoeverIsInterruptedStaysSo() {
		Thread.currentThread().interrupt();
		time(Duration.ZERO, Duration.ZERO);
		assertThat(this.pace.pretend()).isEqualTo(CheckAnswer.WRONG);
		assertThat(Thread.interrupted()).isTrue();
	}

	private void time(Duration... times) {
		for (Duration each : times) {
			this.times.add(each.toNanos());
		}
	}

	private static Duration waited(Supplier<CheckAnswer> step, CheckAnswer expected) {
		long begun = System.nanoTime();
		assertThat(step.get()).isEqualTo(expected);
		return Duration.ofNanos(System.nanoTime() - begun);
	}

}
