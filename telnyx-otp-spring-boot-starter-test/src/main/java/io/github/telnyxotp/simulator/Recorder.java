package io.github.telnyxotp.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last 1000 requests to the API, newest first, and how many there were of each kind.
 */
final class Recorder {

	private static final int KEPT = 1000;

	private static final int KINDS = 100;

	private final Deque<RecordedRequest> requests = new ArrayDeque<>();

	private final Map<String, Long> counts = new TreeMap<>();

	synchronized void add(String kind, RecordedRequest request) {
		this.requests.addFirst(request);
		if (this.requests.size() > KEPT) {
			this.requests.removeLast();
		}
		boolean room = this.counts.containsKey(kind) || this.counts.size() < KINDS;
		this.counts.merge(room ? kind : "other", 1L, Long::sum);
	}

	synchronized List<RecordedRequest> requests() {
		return List.copyOf(this.requests);
	}

	synchronized Map<String, Long> counts() {
		return new TreeMap<>(this.counts);
	}

	synchronized void reset() {
		this.requests.clear();
		this.counts.clear();
	}

}
