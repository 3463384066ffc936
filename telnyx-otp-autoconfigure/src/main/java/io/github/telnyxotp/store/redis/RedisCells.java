package io.github.telnyxotp.store.redis;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

import io.github.telnyxotp.Sealer;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Values in Redis that rules change. A rule is Java and runs here; one script keeps what
 * it decided if the value is still the one that the rule saw, and else answers with the
 * value that is there, for the rule to decide anew (SEC-53). What this node saw last
 * saves it the way to read: if the copy is old, the script says so. Safe for use by many
 * threads.
 *
 * @param <T> type of the value
 */
final class RedisCells<T> {

	private static final Log logger = LogFactory.getLog(RedisCells.class);

	private static final LuaScript CELL = LuaScript.named("cell");

	private static final int MOST_TRIES = 64;

	private static final long PAUSE = 200_000;

	private final RedisScripts scripts;

	private final Sealer sealer;

	private final CellForm<T> form;

	private final CellCopies<T> copies = new CellCopies<>();

	private final CellLocks locks = new CellLocks();

	RedisCells(RedisScripts scripts, Sealer sealer, CellForm<T> form) {
		this.scripts = scripts;
		this.sealer = sealer;
		this.form = form;
	}

	/** A decision about a value, which sees nothing but its arguments. */
	@FunctionalInterface
	interface CellRule<T, R> {

		Decided<T, R> apply(@Nullable T value, Instant now);

	}

	/**
	 * What a rule decided.
	 *
	 * @param value the value to keep, or {@code null} for none
	 * @param answer the answer
	 */
	record Decided<T, R>(@Nullable T value, R answer) {
	}

	/**
	 * Applies a rule, alone for this name.
	 * @throws StoreUnavailableException if Redis is in trouble, the value cannot be read,
	 * or others change it all the time
	 */
	<R> R apply(String name, CellRule<T, R> rule) {
		// Those of this node take turns, so that only nodes compete
		Lock lock = this.locks.of(name);
		lock.lock();
		try {
			return compete(name, rule);
		}
		finally {
			lock.unlock();
		}
	}

	/** The value as it is. */
	@Nullable T read(String name) {
		Instant guess = this.scripts.time().now();
		Present<T> seen = new Present<>(this.copies.get(name), (guess != null) ? guess : Instant.EPOCH, false);
		Present<T> there = confirm(name, seen);
		return (there != null) ? there.value() : seen.value();
	}

	private <R> R compete(String name, CellRule<T, R> rule) {
		Instant guess = this.scripts.time().now();
		Present<T> seen = (guess != null) ? new Present<>(this.copies.get(name), guess, false) : look(name);
		for (int tries = 0; tries < MOST_TRIES; tries++) {
			Decided<T, R> decided = decide(seen, rule);
			Present<T> there = (decided != null) ? settle(name, seen, decided) : look(name);
			if (there == null && decided != null) {
				return Objects.requireNonNull(decided.answer(), "A rule must answer");
			}
			seen = Objects.requireNonNull(there);
			LockSupport.parkNanos((tries > 2) ? PAUSE * tries : 0);
		}
		throw new StoreUnavailableException("Others change the same value in Redis all the time");
	}

	/** A rule that fails on a copy may have seen what is no longer so. */
	private <R> @Nullable Decided<T, R> decide(Present<T> seen, CellRule<T, R> rule) {
		try {
			return rule.apply(seen.value(), seen.now());
		}
		catch (RuntimeException ex) {
			if (seen.sure()) {
				throw ex;
			}
			return null;
		}
	}

	/** Keeps what was decided; or returns what is there instead. */
	private <R> @Nullable Present<T> settle(String name, Present<T> seen, Decided<T, R> decided) {
		if (Objects.equals(seen.value(), decided.value())) {
			return seen.sure() ? null : confirm(name, seen);
		}
		return keep(name, seen, decided.value());
	}

	/** What is there, whatever this node has seen. */
	private Present<T> look(String name) {
		CellCopy<T> copy = this.copies.get(name);
		Reply reply = run(name, copy, Instant.EPOCH, "look", new byte[0], 0, null, null);
		return there(name, reply, copy);
	}

	/** Nothing if it is as seen, or what is there instead. */
	private @Nullable Present<T> confirm(String name, Present<T> seen) {
		Reply reply = run(name, seen.copy(), seen.now(), "look", new byte[0], 0, null, null);
		return (reply.number(0) == 1) ? null : there(name, reply, seen.copy());
	}

	private @Nullable Present<T> keep(String name, Present<T> seen, @Nullable T latter) {
		T former = seen.copy().value();
		CellForm.Due before = (former != null) ? this.form.due(former) : null;
		CellForm.Due after = (latter != null) ? this.form.due(latter) : null;
		CellCopy<T> next = CellCopy.none();
		byte[] sealed = new byte[0];
		if (latter != null) {
			this.form.announce(name, seen.value(), latter);
			Instant forgetAt = this.form.forgetAt(latter, seen.now());
			sealed = seal(name, latter, forgetAt);
			next = new CellCopy<>(Arrays.copyOf(sealed, Sealer.STAMP), latter, forgetAt);
		}
		Reply reply = run(name, seen.copy(), seen.now(), (latter != null) ? "keep" : "drop", sealed,
				RedisTime.microsUp(next.forgetAt()), before, after);
		if (reply.number(0) != 1) {
			return there(name, reply, seen.copy());
		}
		this.copies.put(name, next);
		if (former != null && latter == null) {
			this.form.dropped(name, former);
		}
		return null;
	}

	private Reply run(String name, CellCopy<T> copy, Instant guess, String verb, byte[] sealed, long forgetAt,
			CellForm.@Nullable Due before, CellForm.@Nullable Due after) {
		String key = this.scripts.key(this.form.key(name));
		String due = this.form.dueKey(name);
		List<String> keys = (due != null) ? List.of(key, this.scripts.key(due)) : List.of(key);
		Reply reply = this.scripts.run(CELL, keys, copy.stamp(), RedisTime.micros(guess), verb, sealed, forgetAt,
				(before != null) ? before.entry() : "", (after != null) ? after.entry() : "",
				(after != null) ? RedisTime.microsUp(after.at()) : "");
		this.scripts.time().heard(reply.number(1));
		return reply;
	}

	private Present<T> there(String name, Reply reply, CellCopy<T> known) {
		byte[] sealed = reply.bytes(2);
		CellCopy<T> copy = (sealed != null) ? open(name, sealed, known) : CellCopy.none();
		this.copies.put(name, copy);
		return new Present<>(copy, this.scripts.time().at(reply.number(1)), true);
	}

	private byte[] seal(String name, T value, Instant forgetAt) {
		ValueOutput output = new ValueOutput().with((data) -> data.writeByte(this.form.version())).instant(forgetAt);
		this.form.write(value, output);
		return this.sealer.seal(this.form.key(name), output.bytes());
	}

	private CellCopy<T> open(String name, byte[] sealed, CellCopy<T> known) {
		byte[] stamp = Arrays.copyOf(sealed, Sealer.STAMP);
		if (Arrays.equals(stamp, known.stamp())) {
			return known;
		}
		ValueInput input = new ValueInput(this.sealer.open(this.form.key(name), sealed)
			.orElseThrow(() -> unreadable("it was sealed under another"
					+ " secret or in a newer form. Give all nodes the same telnyx.otp.secret, and the former"
					+ " one as telnyx.otp.previous-secrets")));
		byte version = input.with((data) -> data.readByte());
		if (version != this.form.version()) {
			throw unreadable("its version is " + version + " and this node knows " + this.form.version()
					+ ". Bring all nodes to the newest release");
		}
		try {
			Instant forgetAt = input.instant();
			return new CellCopy<>(stamp, this.form.read(name, input), forgetAt);
		}
		catch (RuntimeException ex) {
			throw unreadable("it holds what this node does not know (" + ex.getClass().getSimpleName() + ")");
		}
	}

	private static StoreUnavailableException unreadable(String why) {
		String message = "A value in Redis cannot be read and stays as it is: " + why;
		logger.error(message);
		return new StoreUnavailableException(message);
	}

	/**
	 * What is seen of a cell.
	 *
	 * @param copy its value and stamp
	 * @param now what time it is there
	 * @param sure whether Redis said so during this step, and not earlier
	 */
	private record Present<T>(CellCopy<T> copy, Instant now, boolean sure) {

		/** What is to be forgotten is forgotten, even if Redis still has it. */
		@Nullable T value() {
			return this.now.isBefore(this.copy.forgetAt()) ? this.copy.value() : null;
		}

	}

}
