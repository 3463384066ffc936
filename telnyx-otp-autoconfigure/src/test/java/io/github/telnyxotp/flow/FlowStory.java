package io.github.telnyxotp.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.Delivery;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rule;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.store.ChallengeStore;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.telnyx.TelnyxClient;
import io.github.telnyxotp.telnyx.VerificationStatus;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One phone and all that happens to its challenges, with the real flow, rules and store.
 * Things happen one after the other and also while Telnyx is asked. The outbox runs in
 * any order; a process may end at any step and leaves nothing but the store. Whenever a
 * message leaves, the promises are looked after.
 */
final class FlowStory implements TelnyxClient, Executor {

	private static final Owner ALICE = new Owner("alice", Purpose.SECOND_FACTOR);

	private static final PhoneNumber PHONE = new PhoneNumber("+15550100001");

	private static final int MOST = 4;

	private static final Policy POLICY = new Policy(Duration.ofSeconds(100), 3, MOST, Duration.ofSeconds(5),
			Map.of(Channel.WHATSAPP, Duration.ofSeconds(3), Channel.SMS, Duration.ofSeconds(3)));

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final InMemoryChallengeStore ledger = new InMemoryChallengeStore(this.clock, 1000);

	private final List<Task> outbox = new ArrayList<>();

	private final List<ChallengeId> challenges = new ArrayList<>();

	private final Map<ChallengeId, Set<Channel>> automatic = new HashMap<>();

	private final Map<ChallengeId, Integer> left = new HashMap<>();

	private final Deque<Event> coming = new ArrayDeque<>();

	private Process process = new Process();

	private boolean asked;

	private boolean full;

	private int powerFor = Integer.MAX_VALUE;

	private int verifications;

	private int codes;

	private ChallengeId latest = ChallengeId.random();

	void tell(List<Event> events) {
		this.coming.addAll(events);
		begin(0);
		while (!this.coming.isEmpty()) {
			next();
		}
	}

	/** How many messages left for a challenge at the most. */
	int longest() {
		return this.left.values().stream().mapToInt(Integer::intValue).max().orElse(0);
	}

	private void next() {
		Event event = this.coming.remove();
		Process before = this.process;
		boolean former = this.asked;
		this.asked = false;
		try {
			happens(event.kind(), event.pick());
		}
		catch (PowerCut ex) {
			assertThat(before).as("only a process that ended may stop").isNotSameAs(this.process);
		}
		finally {
			this.asked = former;
		}
		if (before != this.process && before.busy) {
			// Who was called by a process that ended has nowhere to return to
			throw new PowerCut();
		}
	}

	private void happens(Kind kind, int pick) {
		switch (kind) {
			case BEGIN -> begin(pick);
			case RUN -> run(pick);
			case WEBHOOK -> this.process.flow.delivery(verification(1 + pick % (this.verifications + 2)),
					Delivery.values()[pick % Delivery.values().length]);
			case FAILED ->
				this.process.flow.delivery(verification(Math.max(1, this.verifications - pick % 2)), Delivery.FAILED);
			case TICK -> new DueMoves(this.process, this.process.flow).run();
			case MOVE -> this.process.flow.move(challenge(pick));
			case RESEND -> resend(pick);
			case CHECK -> this.process.flow.verify(challenge(pick / 3), ALICE, PHONE, code(pick % 3));
			case ABANDON -> this.process.flow.abandon(challenge(pick));
			case FORWARD -> this.clock.forward(Duration.ofSeconds(pick % 12));
			case FULL -> this.full = pick % 2 == 0;
			case CRASH -> crash();
			case CRASH_SOON -> this.powerFor = pick % 6;
		}
	}

	private void begin(int pick) {
		ChallengeId current = (this.challenges.isEmpty() || pick % 2 == 0) ? null : challenge(pick);
		if (this.process.flow.begin(ALICE, PHONE, current) instanceof SendDecision.Granted granted
				&& !this.challenges.contains(granted.challenge())) {
			this.challenges.add(granted.challenge());
		}
	}

	private void resend(int pick) {
		this.asked = true;
		Channel channel = (pick % 4 < 3) ? Channel.values()[pick % 4] : null;
		this.process.flow.resend(challenge(pick / 4), ALICE, channel);
	}

	private void run(int pick) {
		if (!this.outbox.isEmpty()) {
			Task task = this.outbox.remove(pick % this.outbox.size());
			Process mine = this.process;
			boolean former = mine.busy;
			mine.busy = true;
			mine.running = task;
			try {
				task.step().run();
			}
			finally {
				mine.busy = former;
			}
		}
	}

	private void crash() {
		this.outbox.clear();
		this.powerFor = Integer.MAX_VALUE;
		this.process = new Process();
	}

	@Override
	public void execute(Runnable step) {
		if (this.full) {
			throw new RejectedExecutionException("full");
		}
		this.outbox.add(new Task(step, this.asked));
	}

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		ChallengeId id = this.latest;
		boolean byItself = !this.process.running.asked();
		ChallengeStatus status = this.ledger.apply(id, new Rules(POLICY).life().status(ALICE)).orElseThrow();
		assertThat(status.state().terminal()).as("nothing leaves for what has ended").isFalse();
		int number = ++this.verifications;
		SendAnswer answer = answer(number, this.coming.isEmpty() ? 0 : this.coming.peek().pick());
		if (!answer.equals(new SendAnswer.Refused(SendAnswer.Reason.NEVER_LEFT))) {
			assertThat(this.left.merge(id, 1, Integer::sum)).as("messages are limited").isLessThanOrEqualTo(MOST);
			if (byItself) {
				assertThat(this.automatic.computeIfAbsent(id, (key) -> EnumSet.noneOf(Channel.class)).add(channel))
					.as("once per channel by itself")
					.isTrue();
			}
		}
		meanwhile(number);
		return answer;
	}

	/** Another one each time: nobody waits here for a code that is being asked about. */
	private String code(int answer) {
		this.codes++;
		return "%05d%d".formatted(this.codes, answer);
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		meanwhile(code.hashCode());
		return code.endsWith("2") ? CheckAnswer.ACCEPTED
				: (code.endsWith("1") ? CheckAnswer.WRONG : CheckAnswer.UNAVAILABLE);
	}

	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		return VerificationStatus.UNKNOWN;
	}

	private void meanwhile(int pick) {
		Process caller = this.process;
		boolean former = caller.busy;
		caller.busy = true;
		try {
			for (int each = Math.floorMod(pick, 4); each > 0 && !this.coming.isEmpty(); each--) {
				next();
			}
		}
		finally {
			caller.busy = former;
		}
	}

	private static SendAnswer answer(int number, int pick) {
		return switch (pick % 8) {
			case 0 -> new SendAnswer.Unknown();
			case 1 -> new SendAnswer.Refused(SendAnswer.Reason.NEVER_LEFT);
			case 2 -> new SendAnswer.Refused(SendAnswer.Reason.CHANNEL);
			case 3 -> new SendAnswer.Refused(SendAnswer.Reason.THROTTLED);
			default -> new SendAnswer.Accepted(verification(number));
		};
	}

	private ChallengeId challenge(int pick) {
		// Mostly the newest, since the others are seldom of interest
		int newest = this.challenges.size() - 1;
		return this.challenges.get((pick % 5 > 0) ? newest : pick % this.challenges.size());
	}

	private static VerificationId verification(int number) {
		return ScriptedTelnyx.verification(number);
	}

	/** Memory of one process: gone with it, except for the store behind it. */
	private final class Process implements ChallengeStore {

		private final OtpFlow flow = new OtpFlow(new Rules(POLICY), Unrestrained.with(List.of(Channel.values())), this,
				FlowStory.this, FlowStory.this, Told.nobody());

		private Task running = new Task(() -> {
		}, false);

		private boolean busy;

		@Override
		public <R> R apply(ChallengeId id, Rule<R> rule) {
			power();
			FlowStory.this.latest = id;
			return FlowStory.this.ledger.apply(id, rule);
		}

		@Override
		public Set<ChallengeId> find(PhoneNumber phone) {
			power();
			return FlowStory.this.ledger.find(phone);
		}

		@Override
		public Optional<ChallengeId> find(VerificationId verification) {
			power();
			return FlowStory.this.ledger.find(verification);
		}

		@Override
		public List<ChallengeId> due(int limit) {
			power();
			return FlowStory.this.ledger.due(limit);
		}

		private void power() {
			if (this == FlowStory.this.process && FlowStory.this.powerFor-- == 0) {
				crash();
			}
			if (this != FlowStory.this.process) {
				throw new PowerCut();
			}
		}

	}

	/** The end of a process, which nobody catches. */
	private static final class PowerCut extends Error {

		private static final long serialVersionUID = 1L;

	}

	/**
	 * A sending in the outbox.
	 *
	 * @param step sends it
	 * @param asked whether somebody asked for it
	 */
	private record Task(Runnable step, boolean asked) {
	}

	/**
	 * Something that happens.
	 *
	 * @param kind what
	 * @param pick which of its variants
	 */
	record Event(Kind kind, int pick) {
	}

	/** What may happen. */
	enum Kind {

		BEGIN, RUN, WEBHOOK, FAILED, TICK, MOVE, RESEND, CHECK, ABANDON, FORWARD, FULL, CRASH, CRASH_SOON

	}

}
