package io.github.telnyxotp.attack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The simulator, seen over its control requests: what is on the phones, and the bill.
 *
 * @param http how to reach it
 */
record Telnyx(LoopbackHttp http) {

	private static final Duration QUIET = Duration.ofMillis(250);

	private static final int LOOKS = 12;

	/** The codes on a phone, the newest first. */
	List<String> codes(String phone) {
		return texts("/simulator/phones/" + phone + "/messages", "code");
	}

	/** The verifications that a phone has messages of, the newest first. */
	List<String> verifications(String phone) {
		return texts("/simulator/phones/" + phone + "/messages", "verificationId");
	}

	/** Webhooks that were posted, the newest first. */
	List<Webhook> webhooks() {
		List<Webhook> all = new ArrayList<>();
		read("/simulator/webhooks").forEach((node) -> all.add(new Webhook(node.path("timestamp").asString(),
				node.path("signature").asString(), node.path("body").asString())));
		return all;
	}

	Bill bill() {
		JsonNode content = read("/simulator/orders");
		Map<Bill.Line, Long> orders = new HashMap<>();
		content.path("orders")
			.forEach((node) -> orders.put(new Bill.Line(node.path("phone").asString(), node.path("channel").asString()),
					node.path("count").asLong()));
		return new Bill(orders, content.path("checks").path("rejected").asLong(0));
	}

	/** The bill once nothing more is added to it: orders leave on other threads. */
	Bill settledBill() {
		Bill last = bill();
		for (int look = 0; look < LOOKS; look++) {
			Waiting.pause(QUIET);
			Bill next = bill();
			if (next.equals(last)) {
				return next;
			}
			last = next;
		}
		return last;
	}

	private List<String> texts(String path, String field) {
		List<String> texts = new ArrayList<>();
		read(path).forEach((node) -> texts.add(node.path(field).asString()));
		return texts;
	}

	private JsonNode read(String path) {
		Response response = this.http.send("GET", path, Map.of(), "", null);
		if (response.status() != 200) {
			throw new IllegalStateException("The address of the simulator answers with status " + response.status()
					+ ". Is it a simulator of this version?");
		}
		return JsonMapper.shared().readTree(response.body());
	}

	/**
	 * A webhook as it was posted.
	 *
	 * @param timestamp its header
	 * @param signature its header
	 * @param body its bytes as text
	 */
	record Webhook(String timestamp, String signature, String body) {

		@Override
		public String toString() {
			return "Webhook[timestamp=" + this.timestamp + "]";
		}

	}

}
