package io.github.telnyxotp.simulator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.telnyxotp.simulator.Verification.Status;
import org.jspecify.annotations.Nullable;

/**
 * All verifications of the simulated account, the last 10 000 of them, and the judgement
 * about codes. One lock for all: a judgement counts and decides in one step.
 */
final class Verifications {

	private static final int KEPT = 10_000;

	private static final int LISTED = 200;

	private final SecureRandom random = new SecureRandom();

	private final Map<String, Verification> byId = new LinkedHashMap<>();

	private final Map<String, Deque<String>> byPhone = new HashMap<>();

	private final InstantSource clock;

	private final Switches switches;

	Verifications(InstantSource clock, Switches switches) {
		this.clock = clock;
		this.switches = switches;
	}

	synchronized Verification open(Start start) {
		if (this.switches.on(Switch.NEW_START_INVALIDATES_OLD)) {
			ofPhone(start.phone()).stream().filter(Verification::pending).forEach(this::end);
		}
		if (this.byId.size() >= KEPT) {
			forgetOldest();
		}
		String code = (start.customCode() != null) ? start.customCode() : newCode();
		var progress = new Verification.Progress(Status.PENDING, 0, this.clock.instant());
		var verification = new Verification(UUID.randomUUID().toString(), start, code, progress, progress.updatedAt());
		this.byId.put(verification.id(), verification);
		this.byPhone.computeIfAbsent(start.phone(), (phone) -> new ArrayDeque<>()).addFirst(verification.id());
		return verification;
	}

	synchronized Optional<Verification> find(String id) {
		Verification found = this.byId.get(id);
		return (found != null) ? Optional.of(found.at(this.clock.instant())) : Optional.empty();
	}

	synchronized List<Verification> ofPhone(String phone) {
		return this.byPhone.getOrDefault(phone, new ArrayDeque<>())
			.stream()
			.limit(LISTED)
			.map((id) -> find(id).orElseThrow())
			.toList();
	}

	synchronized Judgement judgeById(String id, String code) {
		return judge(find(id).orElse(null), code::equals);
	}

	synchronized Judgement judgeByPhone(String phone, String code) {
		List<Verification> candidates = ofPhone(phone);
		Verification newest = candidates.isEmpty() ? null : candidates.get(0);
		if (this.switches.is(Switch.BY_PHONE_MATCHES, "any")) {
			newest = candidates.stream()
				.filter((candidate) -> candidate.pending() && candidate.code().equals(code))
				.findFirst()
				.orElse(newest);
		}
		return judge(newest, code::equals);
	}

	/** The caller brought the code and judged the answer itself. */
	synchronized Judgement report(String id, boolean accepted) {
		return judge(find(id).orElse(null), (code) -> accepted);
	}

	/** All numbers and codes. */
	synchronized Set<String> secrets() {
		return this.byId.values()
			.stream()
			.flatMap((verification) -> Stream.of(verification.phone(), verification.code()))
			.collect(Collectors.toSet());
	}

	synchronized void reset() {
		this.byId.clear();
		this.byPhone.clear();
	}

	private Judgement judge(@Nullable Verification verification, Predicate<String> right) {
		if (verification == null) {
			return new Judgement(Finding.NONE, null);
		}
		Finding finding = finding(verification, right);
		Verification judged = switch (finding) {
			case ACCEPTED -> keep(verification, Status.ACCEPTED, verification.progress().failedAttempts());
			case REJECTED -> countWrong(verification);
			default -> verification;
		};
		return new Judgement(finding, judged);
	}

	private Finding finding(Verification verification, Predicate<String> right) {
		return switch (verification.progress().status()) {
			case ACCEPTED -> Finding.USED;
			case EXPIRED -> Finding.EXPIRED;
			case INVALID -> Finding.TOO_MANY;
			case PENDING -> right.test(verification.code()) ? Finding.ACCEPTED : Finding.REJECTED;
		};
	}

	private Verification countWrong(Verification verification) {
		int wrong = verification.progress().failedAttempts() + 1;
		boolean last = wrong >= this.switches.number(Switch.MAX_ATTEMPTS);
		return keep(verification, last ? Status.INVALID : Status.PENDING, wrong);
	}

	private void end(Verification verification) {
		keep(verification, Status.EXPIRED, verification.progress().failedAttempts());
	}

	private Verification keep(Verification verification, Status status, int failedAttempts) {
		Verification changed = verification.with(status, failedAttempts, this.clock.instant());
		this.byId.put(changed.id(), changed);
		return changed;
	}

	private String newCode() {
		StringBuilder code = new StringBuilder();
		for (int i = 0; i < this.switches.number(Switch.CODE_LENGTH); i++) {
			code.append((char) ('0' + this.random.nextInt(10)));
		}
		return code.toString();
	}

	private void forgetOldest() {
		Iterator<Verification> oldestFirst = this.byId.values().iterator();
		Verification oldest = oldestFirst.next();
		oldestFirst.remove();
		Deque<String> ofPhone = this.byPhone.getOrDefault(oldest.phone(), new ArrayDeque<>());
		ofPhone.removeLastOccurrence(oldest.id());
		if (ofPhone.isEmpty()) {
			this.byPhone.remove(oldest.phone());
		}
	}

	/**
	 * What was found out about a code.
	 */
	enum Finding {

		ACCEPTED, REJECTED, EXPIRED, TOO_MANY, USED, NONE

	}

	/**
	 * A finding and the verification that it is about.
	 *
	 * @param finding what was found
	 * @param verification as it is afterwards, or {@code null} if there is none
	 */
	record Judgement(Finding finding, @Nullable Verification verification) {
	}

}
