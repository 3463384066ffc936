package io.github.telnyxotp.store.redis;

import java.util.ArrayList;
import java.util.List;

import io.github.telnyxotp.KeyedHash;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.FailureRules;
import io.github.telnyxotp.store.FailureStore;
import io.github.telnyxotp.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Adds failures up in Redis, for all nodes. Each step is one script over the counts of
 * account and phone, by the time of Redis (SEC-12, SEC-53, SEC-54). What was counted
 * under a former secret counts on (SEC-30).
 * <p>
 * Their number is bounded; when full it refuses to check codes that need new ones instead
 * of forgetting old ones (SEC-57).
 *
 * @since 0.1
 */
public final class RedisFailureStore implements FailureStore {

	private static final LuaScript SCRIPT = LuaScript.named("failures");

	private static final String ACCOUNT = "failures-account";

	private static final String PHONE = "failures-phone";

	private static final long COUNTED = 1;

	private static final long FULL = 2;

	private final RedisScripts scripts;

	private final List<String> keys;

	private final FailureRules rules;

	private final int maximumSize;

	private final KeyedHash hash;

	RedisFailureStore(RedisScripts scripts, FailureRules rules, int maximumSize, KeyedHash hash) {
		if (maximumSize < 3) {
			throw new IllegalArgumentException("'maximumSize' must be at least three");
		}
		this.scripts = scripts;
		this.keys = List.of(scripts.key("{failures}"), scripts.key("{failures}:phones"));
		this.rules = rules;
		this.maximumSize = maximumSize;
		this.hash = hash;
	}

	@Override
	public FailureDecision reserve(@Nullable String account, PhoneNumber phone) {
		Reply reply = run("reserve", account, phone);
		long answer = reply.number(0);
		if (answer == FULL) {
			throw new StoreUnavailableException("All " + room(account) + " places for wrong codes are taken. Raise "
					+ "telnyx.otp.counters.maximum-size if this is no attack");
		}
		return (answer == COUNTED) ? new FailureDecision.Counted((int) reply.number(1)) : new FailureDecision.Stopped();
	}

	@Override
	public boolean stopped(@Nullable String account, PhoneNumber phone) {
		return run("stopped", account, phone).number(0) != 0;
	}

	@Override
	public void giveBack(@Nullable String account, PhoneNumber phone) {
		run("give-back", account, phone);
	}

	@Override
	public void succeeded(@Nullable String account, PhoneNumber phone) {
		run("succeeded", account, phone);
	}

	@Override
	public void reset(String account) {
		run("reset-account", account, null);
	}

	@Override
	public void reset(PhoneNumber phone) {
		run("reset-phone", null, phone);
	}

	private Reply run(String step, @Nullable String account, @Nullable PhoneNumber phone) {
		List<String> phones = (phone != null) ? names(PHONE, phone.value()) : List.of();
		List<Object> arguments = new ArrayList<>();
		arguments
			.addAll(List.of(step, this.rules.hardStop(), this.rules.memory().toMillis(), room(account), phones.size()));
		arguments.addAll(phones);
		arguments.addAll((account != null) ? names(ACCOUNT, account) : List.of());
		return this.scripts.run(SCRIPT, this.keys, arguments.toArray());
	}

	/** Visitors get no more than half of it, or strangers could take all places. */
	private int room(@Nullable String account) {
		return (account != null) ? this.maximumSize : this.maximumSize / 2;
	}

	private List<String> names(String purpose, String text) {
		return Names.cut(this.hash.names(purpose, text));
	}

}
