package io.github.telnyxotp.simulator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * One phone: how the channels reach it, and its last 200 messages. Guarded by the lock of
 * {@link Phones}.
 */
final class Phone {

	private static final int KEPT = 200;

	private final String number;

	private final Map<SimulatedChannel, Behaviour> behaviours = new EnumMap<>(SimulatedChannel.class);

	private final List<Sending> newestFirst = new ArrayList<>();

	Phone(String number) {
		this.number = number;
	}

	String number() {
		return this.number;
	}

	void behave(SimulatedChannel channel, Behaviour behaviour) {
		this.behaviours.put(channel, behaviour);
	}

	@Nullable Behaviour behaviour(SimulatedChannel channel) {
		return this.behaviours.get(channel);
	}

	void add(Sending sending) {
		this.newestFirst.add(0, sending);
		if (this.newestFirst.size() > KEPT) {
			this.newestFirst.remove(KEPT);
		}
	}

	/** Changes a message that is still on its way; nothing else can change. */
	Optional<Sending> change(String id, UnaryOperator<Sending> change) {
		for (int i = 0; i < this.newestFirst.size(); i++) {
			Sending sending = this.newestFirst.get(i);
			if (sending.id().equals(id) && sending.onItsWay()) {
				Sending changed = change.apply(sending);
				this.newestFirst.set(i, changed);
				return Optional.of(changed);
			}
		}
		return Optional.empty();
	}

	List<Sending> sendings() {
		return List.copyOf(this.newestFirst);
	}

}
