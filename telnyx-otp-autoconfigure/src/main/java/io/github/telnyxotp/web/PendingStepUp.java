package io.github.telnyxotp.web;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.security.Approval;
import io.github.telnyxotp.security.StepUp;
import org.jspecify.annotations.Nullable;

/**
 * What the next code of a browser is for, if it is more than the second factor. Kept in
 * the session as plain text, as the challenge is; how old a factor may be is the business
 * of the rule that asked.
 */
final class PendingStepUp {

	private static final String CHANNELS = "io.github.telnyxotp.STEP_UP";

	private static final String ACTION = "io.github.telnyxotp.ACTION";

	private static final String WORDS = "io.github.telnyxotp.WORDS";

	private PendingStepUp() {
	}

	/** Keeps it, or forgets the one before. Without a session nobody could come back. */
	static void keep(Session session, @Nullable StepUp stepUp) {
		if (!session.exists()) {
			return;
		}
		forget(session);
		if (stepUp == null) {
			return;
		}
		session.put(CHANNELS, stepUp.channels().stream().map(Channel::name).collect(Collectors.joining(",")));
		Approval approval = stepUp.approval();
		if (approval != null) {
			session.put(ACTION, approval.action());
			session.put(WORDS, approval.words());
		}
	}

	static @Nullable StepUp find(Session session) {
		if (!(session.get(CHANNELS) instanceof String names)) {
			return null;
		}
		Set<Channel> channels = Arrays.stream(names.split(","))
			.filter((name) -> !name.isEmpty())
			.map(Channel::valueOf)
			.collect(Collectors.toUnmodifiableSet());
		Approval approval = (session.get(ACTION) instanceof String action && session.get(WORDS) instanceof String words)
				? new Approval(action, words) : null;
		return new StepUp(null, channels, false, approval);
	}

	/** Whether the next code is for one action. */
	static boolean isApproval(Session session) {
		StepUp pending = find(session);
		return pending != null && pending.approval() != null;
	}

	static void forget(Session session) {
		session.remove(CHANNELS);
		session.remove(ACTION);
		session.remove(WORDS);
	}

}
