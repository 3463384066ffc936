package io.github.telnyxotp.simulator;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The trouble that waits for the next requests.
 */
final class Faults {

	private final AtomicReference<Fault> waiting = new AtomicReference<>(Fault.NONE);

	void set(Fault fault) {
		this.waiting.set((fault.count() == 0) ? Fault.NONE : fault);
	}

	/** Takes one use of the fault, so that N callers at once use it N times. */
	Fault next() {
		return this.waiting.getAndUpdate(Fault::less);
	}

	Fault current() {
		return this.waiting.get();
	}

	void reset() {
		set(Fault.NONE);
	}

}
