package io.github.telnyxotp.attack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * People who sign in while the application is under attack, each at his own address. Of
 * an application whose clock stands, nobody asks for more than one code: its limits for
 * one phone would refuse the second rightly.
 */
final class RealUsers {

	private static final Duration ARRIVAL = Duration.ofSeconds(8);

	private static final Duration SECOND_LOOK = Duration.ofMillis(500);

	private static final int NETWORK = 200;

	private final Plan plan;

	private final Deque<Account> waiting = new ArrayDeque<>();

	private int tried;

	private int signedIn;

	RealUsers(Plan plan) {
		this.plan = plan;
	}

	/** Whether the application works at all, and sends through this simulator. */
	void prove() {
		if (this.plan.users().isEmpty()) {
			throw new IllegalStateException("Name at least one real user");
		}
		if (!signIn(this.plan.users().get(0))) {
			throw new IllegalStateException("Before any attack, a real user could not sign in. Does the application "
					+ "run on this simulator, and do account, phone and entrance fit?");
		}
		this.waiting.addAll(this.plan.users().subList(1, this.plan.users().size()));
	}

	/** A new day, for an application whose clock can be moved. */
	void begin() {
		this.tried = 0;
		this.signedIn = 0;
		if (this.plan.application().hasClock()) {
			this.plan.application().pass(Duration.ofDays(1));
			this.waiting.clear();
			this.waiting.addAll(this.plan.users());
		}
	}

	/** One of them signs in in the midst of it; the last one always waits for the end. */
	void amid() {
		if (this.waiting.size() > 1) {
			next(this.waiting.remove());
		}
	}

	/** The others sign in while the traces are fresh. */
	void afterwards() {
		if (!this.plan.application().hasClock()) {
			if (!this.waiting.isEmpty()) {
				next(this.waiting.remove());
			}
			return;
		}
		while (!this.waiting.isEmpty()) {
			next(this.waiting.remove());
		}
	}

	int tried() {
		return this.tried;
	}

	int signedIn() {
		return this.signedIn;
	}

	private void next(Account user) {
		this.tried++;
		this.signedIn += signIn(user) ? 1 : 0;
	}

	private boolean signIn(Account user) {
		int before = this.plan.telnyx().codes(user.phone()).size();
		Visit visit = new Visit(this.plan.application().http(), address(this.plan.users().indexOf(user)), Map.of(),
				(response) -> {
				});
		this.plan.requireEntrance().enter(visit, user);
		if (!Waiting.until(ARRIVAL, () -> this.plan.telnyx().codes(user.phone()).size() > before)) {
			return false;
		}
		Field.awaitMessage(visit);
		String code = this.plan.telnyx().codes(user.phone()).get(0);
		if (visit.post(Field.CODE_PAGE, Map.of("code", code)).opened()) {
			return true;
		}
		// The message was faster than the answer to its order, which visitors are not
		// told
		Waiting.pause(SECOND_LOOK);
		return visit.post(Field.CODE_PAGE, Map.of("code", code)).opened();
	}

	private static InetAddress address(int index) {
		try {
			return InetAddress.getByAddress(new byte[] { 127, (byte) NETWORK, (byte) (1 + index % 250), 1 });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are always an address", ex);
		}
	}

}
