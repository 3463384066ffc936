package io.github.telnyxotp.simulator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.telnyxotp.simulator.Sending.Fate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The control requests of the simulator, and the paths of its inbox page.
 */
final class ControlApi {

	private static final Set<String> FAULT_FIELDS = Set.of("status", "count", "delayMillis", "body");

	private static final Set<String> BEHAVIOUR_FIELDS = Set.of("outcome", "afterMillis");

	private final TelnyxSimulator simulator;

	private final Phones phones;

	private final Switches switches;

	private final Faults faults;

	private final Ledger ledger;

	private final Webhooks webhooks;

	private final InboxPage page;

	ControlApi(TelnyxSimulator simulator, Phones phones, Switches switches, Faults faults, Ledger ledger,
			Webhooks webhooks) {
		this.simulator = simulator;
		this.phones = phones;
		this.switches = switches;
		this.faults = faults;
		this.ledger = ledger;
		this.webhooks = webhooks;
		this.page = new InboxPage(phones);
	}

	Reply answer(Request request) {
		if (!request.segment(0).equals("simulator")) {
			return request.method().equals("GET") ? this.page.file(request.path()) : notFound();
		}
		return switch (request.segment(1)) {
			case "" -> itself(request);
			case "phones" -> phones(request);
			case "requests" -> request.is("GET", 2) ? requests() : notFound();
			case "orders" -> request.is("GET", 2) ? Reply.json(200, this.ledger.content()) : notFound();
			case "webhooks" -> request.is("GET", 2) ? Reply.json(200, this.webhooks.posted()) : notFound();
			case "faults" -> faults(request);
			case "inbox" ->
				request.is("GET", 2) ? Reply.json(200, Json.map("version", this.phones.version())) : notFound();
			case "reset" -> request.is("POST", 2) ? reset(Reply.seeOther("/")) : notFound();
			default -> notFound();
		};
	}

	private Reply itself(Request request) {
		if (request.is("DELETE", 1)) {
			return reset(Reply.empty(204));
		}
		if (!request.is("GET", 1)) {
			return notFound();
		}
		return Reply.json(200,
				Json.map("baseUrl", this.simulator.baseUrl().toString(), "apiKey", this.simulator.apiKey(),
						"verifyProfileId", this.simulator.verifyProfileId(), "publicKey", this.simulator.publicKey()));
	}

	private Reply reset(Reply reply) {
		this.simulator.reset();
		return reply;
	}

	private Reply requests() {
		return Reply.json(200,
				Json.map("counts", this.simulator.requestCounts(), "requests",
						this.simulator.requests()
							.stream()
							.map((request) -> Json.map("method", request.method(), "path", request.path(), "status",
									request.status(), "at", request.at().toString()))
							.toList()));
	}

	private Reply phones(Request request) {
		String number = request.segment(2);
		if (!Phones.isE164(number)) {
			throw new BadControl("The phone number must be in E.164 form, its plus sign as + or %2B");
		}
		boolean ofMessages = request.segment(3).equals("messages");
		if (request.is("GET", 4) && ofMessages) {
			return Reply.json(200, this.phones.messages(number).stream().map(ControlApi::message).toList());
		}
		if (request.is("POST", 5) && ofMessages) {
			return move(number, request.segment(4), request.form());
		}
		if (request.is("POST", 4)) {
			return behave(number, request.segment(3), request.form());
		}
		if (request.is("PUT", 3)) {
			body(request).forEach((channel, behaviour) -> this.phones.behave(number, channel, behaviour));
		}
		return (request.is("PUT", 3) || request.is("GET", 3)) ? Reply.json(200, behaviours(number)) : notFound();
	}

	private Map<String, @Nullable Object> behaviours(String number) {
		Map<String, @Nullable Object> all = new LinkedHashMap<>();
		for (SimulatedChannel channel : SimulatedChannel.values()) {
			Behaviour behaviour = this.phones.behaviour(number, channel);
			all.put(channel.id(),
					Json.map("outcome", behaviour.outcome().id(), "afterMillis", behaviour.after().toMillis()));
		}
		return all;
	}

	private static Map<SimulatedChannel, Behaviour> body(Request request) {
		Map<SimulatedChannel, Behaviour> wanted = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> field : ControlJson.read(request).properties()) {
			JsonNode node = field.getValue();
			ControlJson.allowOnly(node, BEHAVIOUR_FIELDS);
			Duration after = Duration.ofMillis(ControlJson.number(node, "afterMillis", 0));
			wanted.put(channel(field.getKey()), new Behaviour(Outcome.of(ControlJson.text(node, "outcome")), after));
		}
		return wanted;
	}

	/** A button of the page: how a channel reaches a phone. */
	private Reply behave(String number, String channel, Map<String, String> form) {
		String[] outcomeAndTime = form.getOrDefault("choice", "").split(" ", 2);
		Duration after = Duration.ofMillis(ControlJson.millis(outcomeAndTime[outcomeAndTime.length - 1]));
		this.phones.behave(number, channel(channel), new Behaviour(Outcome.of(outcomeAndTime[0]), after));
		return Reply.seeOther("/");
	}

	/** A button of the page: what becomes of a message that is on its way. */
	private Reply move(String number, String id, Map<String, String> form) {
		switch (form.getOrDefault("action", "")) {
			case "deliver" -> this.phones.end(number, id, Fate.DELIVERED);
			case "fail" -> this.phones.end(number, id, Fate.FAILED);
			case "delay" -> this.phones.delay(number, id, Fault.requireDelay("millis",
					Duration.ofMillis(ControlJson.millis(form.getOrDefault("millis", "10000")))));
			default -> throw new BadControl("'action' must be one of deliver, fail, delay");
		}
		return Reply.seeOther("/");
	}

	private Reply faults(Request request) {
		if (request.is("PUT", 2)) {
			change(ControlJson.read(request));
		}
		if (!request.is("PUT", 2) && !request.is("GET", 2)) {
			return notFound();
		}
		Fault fault = this.faults.current();
		Map<String, @Nullable Object> state = Json.map("status", fault.status(), "count", fault.count(), "delayMillis",
				fault.delay().toMillis(), "body", fault.body());
		state.putAll(this.switches.all());
		return Reply.json(200, state);
	}

	/** All or nothing: what is wrong is found before anything changes. */
	private void change(JsonNode body) {
		Map<Switch, String> wanted = new LinkedHashMap<>();
		for (Map.Entry<String, JsonNode> field : body.properties()) {
			if (!FAULT_FIELDS.contains(field.getKey())) {
				Switch which = Switch.of(field.getKey())
					.orElseThrow(() -> new BadControl("A field is neither of a fault nor a switch"));
				wanted.put(which, which.checked(ControlJson.text(body, which.id())));
			}
		}
		Fault fault = fault(body);
		wanted.forEach(this.switches::set);
		if (FAULT_FIELDS.stream().anyMatch(body::has)) {
			this.faults.set(fault);
		}
	}

	private static Fault fault(JsonNode body) {
		boolean answered = body.path("body").isString();
		return new Fault((int) ControlJson.number(body, "status", 0), (int) ControlJson.number(body, "count", 1),
				Duration.ofMillis(ControlJson.number(body, "delayMillis", 0)),
				answered ? body.path("body").asString() : null);
	}

	private static Map<String, @Nullable Object> message(Message message) {
		return Json.map("verificationId", message.verificationId(), "channel", message.channel().id(), "code",
				message.code(), "text", message.text(), "status", message.status(), "sentAt",
				message.sentAt().toString());
	}

	private static SimulatedChannel channel(String id) {
		return SimulatedChannel.of(id)
			.orElseThrow(() -> new BadControl("The channel must be one of whatsapp, sms, call, flashcall"));
	}

	private static Reply notFound() {
		return Reply.problem(404, "The simulator does not know this request");
	}

}
