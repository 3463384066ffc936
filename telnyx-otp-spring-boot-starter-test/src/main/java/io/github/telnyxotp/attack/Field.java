package io.github.telnyxotp.attack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Where one attacker meets the application: gives out browsers, counts what comes back,
 * and ends it in time.
 */
final class Field {

	static final String CODE_PAGE = "/login/otp";

	private static final Duration READY = Duration.ofSeconds(2);

	private final Plan plan;

	private final Random random;

	private final long begun = System.nanoTime();

	private final AtomicInteger requests = new AtomicInteger();

	private final AtomicInteger refusals = new AtomicInteger();

	private final AtomicInteger opened = new AtomicInteger();

	private final Set<String> findings = new ConcurrentSkipListSet<>();

	private final Set<String> notes = new ConcurrentSkipListSet<>();

	private final Runnable halftime;

	Field(Plan plan, long seed, Runnable halftime) {
		this.plan = plan;
		this.halftime = halftime;
		this.random = new Random(seed);
	}

	Plan plan() {
		return this.plan;
	}

	Entrance entrance() {
		return this.plan.requireEntrance();
	}

	Random random() {
		return this.random;
	}

	/** Whether there is time for this round, the first one being 0. */
	boolean mayGoOn(int round) {
		int rounds = this.plan.effort().rounds();
		if (round == rounds / 2) {
			this.halftime.run();
		}
		boolean inTime = System.nanoTime() - this.begun < this.plan.effort().atMost().toNanos();
		if (!inTime && round < rounds) {
			note("stopped by time after " + round + " of " + rounds + " rounds");
		}
		return inTime && round < rounds;
	}

	/** A browser at the address that all share who do not hide. */
	Visit visit() {
		return visit(null, Map.of());
	}

	/** A browser at another address than all before, and with headers that lie. */
	Visit hiddenVisit() {
		return visit(address(), claims());
	}

	private Map<String, String> claims() {
		String claimed = "203.0.113." + (1 + this.random.nextInt(254));
		return Map.of("X-Forwarded-For", claimed, "Forwarded", "for=" + claimed, "X-Real-IP", claimed, "True-Client-IP",
				claimed);
	}

	/**
	 * Waits until the application has ordered the message, as a patient attacker does.
	 */
	static void awaitMessage(Visit visit) {
		visit.get(CODE_PAGE);
		BooleanSupplier ready = () -> !visit.get(CODE_PAGE + "/status").body().contains("\"state\":\"sending\"");
		Waiting.until(READY, ready);
	}

	/** Submits a code, and tells whether it opened the door. */
	boolean submit(Visit visit, String code) {
		return visit.post(CODE_PAGE, Map.of("code", code)).opened();
	}

	/** A code at random, which may be right. */
	String guess() {
		StringBuilder code = new StringBuilder();
		for (int i = 0; i < this.plan.effort().digits(); i++) {
			code.append(this.random.nextInt(10));
		}
		return code.toString();
	}

	void opened(int accounts) {
		this.opened.addAndGet(accounts);
	}

	void find(String finding) {
		this.findings.add(finding);
	}

	void note(String note) {
		this.notes.add(note);
	}

	int requests() {
		return this.requests.get();
	}

	int refusals() {
		return this.refusals.get();
	}

	int opened() {
		return this.opened.get();
	}

	List<String> findings() {
		return List.copyOf(this.findings);
	}

	List<String> notes() {
		return List.copyOf(this.notes);
	}

	Duration duration() {
		return Duration.ofNanos(System.nanoTime() - this.begun);
	}

	private Visit visit(@Nullable InetAddress from, Map<String, String> headers) {
		return new Visit(this.plan.application().http(), from, headers, this::count);
	}

	private void count(Response response) {
		this.requests.incrementAndGet();
		if (response.refused()) {
			this.refusals.incrementAndGet();
		}
	}

	/** All of 127.0.0.0/8 is this machine; 127.200 is for real users. */
	private InetAddress address() {
		byte[] bytes = { 127, (byte) (1 + this.random.nextInt(199)), (byte) this.random.nextInt(256),
				(byte) (1 + this.random.nextInt(254)) };
		try {
			return InetAddress.getByAddress(bytes);
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are always an address", ex);
		}
	}

}
