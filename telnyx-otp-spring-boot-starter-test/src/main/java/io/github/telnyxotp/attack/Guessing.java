package io.github.telnyxotp.attack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Attackers who want a code to count that should not.
 */
final class Guessing {

	private static final int GUESSES_OF_A_SESSION = 6;

	private static final int AT_ONCE = 8;

	private static final Duration ARRIVAL = Duration.ofSeconds(5);

	private Guessing() {
	}

	/** With a clock the sessions are spread over a day. */
	static void guess(Field field) {
		Duration pause = Duration.ofDays(1).dividedBy(field.plan().effort().rounds());
		for (int round = 0; field.mayGoOn(round); round++) {
			Visit visit = field.hiddenVisit();
			field.entrance().enter(visit, field.entrance().victim(round));
			Field.awaitMessage(visit);
			if (guessed(field, visit)) {
				field.opened(1);
			}
			field.plan().application().pass(pause);
		}
	}

	private static boolean guessed(Field field, Visit visit) {
		return Stream.generate(field::guess).limit(GUESSES_OF_A_SESSION).anyMatch((code) -> field.submit(visit, code));
	}

	static void replay(Field field) {
		Account own = field.entrance().victim(0);
		int before = field.plan().telnyx().codes(own.phone()).size();
		Visit visit = field.visit();
		field.entrance().enter(visit, own);
		Field.awaitMessage(visit);
		if (!Waiting.until(ARRIVAL, () -> field.plan().telnyx().codes(own.phone()).size() > before)) {
			field.note("not tried: no code came, so none could be used twice");
			return;
		}
		String code = field.plan().telnyx().codes(own.phone()).get(0);
		Visit thief = visit.copy();
		int first = together(field, visit, code);
		if (first == 0) {
			field.note("not tried: the right code did not open, so it could not be used twice");
		}
		if (first > 1) {
			field.find("one code was accepted " + first + " times at once");
		}
		int later = (field.submit(thief, code) ? 1 : 0) + (inAnotherSession(field, own, code) ? 1 : 0);
		if (later > 0) {
			field.find("a used code was accepted again");
		}
		field.opened(Math.max(0, first - 1) + later);
	}

	private static boolean inAnotherSession(Field field, Account account, String code) {
		Visit other = field.hiddenVisit();
		field.entrance().enter(other, account);
		Field.awaitMessage(other);
		return field.submit(other, code);
	}

	/** How often one code opens when it is submitted many times at once. */
	private static int together(Field field, Visit visit, String code) {
		ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE);
		try {
			List<CompletableFuture<Boolean>> submissions = Stream.generate(visit::copy)
				.limit(AT_ONCE)
				.map((copy) -> CompletableFuture.supplyAsync(() -> field.submit(copy, code), executor))
				.toList();
			return (int) submissions.stream().filter(CompletableFuture::join).count();
		}
		finally {
			executor.shutdownNow();
		}
	}

}
