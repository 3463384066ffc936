package io.github.telnyxotp.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that a person looks at: phones and their messages, and the buttons that change
 * what becomes of them.
 */
final class InboxPage {

	private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
			+ "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

	private static final int PHONES = 50;

	private static final int MESSAGES = 20;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

	private static final List<Choice> CHOICES = List.of(new Choice("Deliver", Outcome.DELIVER, Duration.ZERO),
			new Choice("Deliver after 10 s", Outcome.DELIVER, Duration.ofSeconds(10)),
			new Choice("Fail", Outcome.FAIL, Duration.ZERO), new Choice("Silent", Outcome.SILENT, Duration.ZERO),
			new Choice("Refuse", Outcome.REFUSE, Duration.ZERO));

	private final Template page = new Template("inbox.html");

	private final Template empty = new Template("empty.html");

	private final Template phone = new Template("phone.html");

	private final Template delivered = new Template("delivered.html");

	private final Template waiting = new Template("waiting.html");

	private final Template gone = new Template("gone.html");

	private final Template channel = new Template("channel.html");

	private final Template choice = new Template("choice.html");

	private final Phones phones;

	InboxPage(Phones phones) {
		this.phones = phones;
	}

	Reply file(String path) {
		return switch (path) {
			case "/" -> html();
			case "/simulator.css" -> Reply.of(200, "text/css; charset=utf-8", Template.bytes("simulator.css"));
			case "/simulator.js" -> Reply.of(200, "text/javascript; charset=utf-8", Template.bytes("simulator.js"));
			default -> Reply.problem(404, "The simulator has no such page");
		};
	}

	private Reply html() {
		String version = String.valueOf(this.phones.version());
		List<String> numbers = this.phones.numbers(PHONES);
		String content = numbers.isEmpty() ? this.empty.with(Map.of()) : all(numbers, this::phone);
		String html = this.page.with(Map.of("version", version, "content", content));
		return Reply.of(200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8))
			.with("Content-Security-Policy", POLICY)
			.with("Referrer-Policy", "same-origin");
	}

	private String phone(String number) {
		List<Sending> sendings = this.phones.sendings(number);
		String messages = all(sendings.subList(0, Math.min(MESSAGES, sendings.size())), this::message);
		String channels = all(List.of(SimulatedChannel.values()), (line) -> channel(number, line));
		return this.phone.with(Map.of("number", number, "messages", messages, "channels", channels, "count",
				(sendings.size() == 1) ? "1 message" : sendings.size() + " messages"));
	}

	private String message(Sending sending) {
		Verification verification = sending.verification();
		SimulatedChannel line = verification.channel();
		Map<String, String> common = Map.of("channel", line.id(), "label", line.label(), "id", sending.id(), "number",
				verification.phone(), "time", time(verification.createdAt()));
		return switch (sending.fate()) {
			case DELIVERED ->
				this.delivered.with(and(common, "code", verification.code(), "text", line.text(verification.code())));
			case ON_ITS_WAY -> this.waiting.with(common);
			case FAILED -> this.gone.with(and(common, "fate", "Delivery failed"));
			case LOST -> this.gone.with(and(common, "fate", "Lost without a report"));
		};
	}

	private String channel(String number, SimulatedChannel line) {
		Behaviour now = this.phones.behaviour(number, line);
		String choices = all(CHOICES, (candidate) -> choice(candidate, now));
		return this.channel
			.with(Map.of("number", number, "channel", line.id(), "label", line.label(), "choices", choices));
	}

	private String choice(Choice candidate, Behaviour now) {
		boolean late = now.after().compareTo(Duration.ofSeconds(1)) > 0;
		boolean alike = candidate.outcome() == now.outcome()
				&& (now.outcome() != Outcome.DELIVER || late != candidate.after().isZero());
		return this.choice.with(Map.of("label", candidate.label(), "pressed", String.valueOf(alike), "value",
				candidate.outcome().id() + " " + candidate.after().toMillis()));
	}

	private static <T> String all(List<T> items, Function<T, String> html) {
		return items.stream().map(html).collect(Collectors.joining());
	}

	private static Map<String, String> and(Map<String, String> common, String... more) {
		Stream<Map.Entry<String, String>> added = Stream.iterate(0, (i) -> i < more.length, (i) -> i + 2)
			.map((i) -> Map.entry(more[i], more[i + 1]));
		return Stream.concat(common.entrySet().stream(), added)
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private static String time(Instant time) {
		return TIME.format(time.atZone(ZoneId.systemDefault()));
	}

	/**
	 * A button for one channel.
	 *
	 * @param label what it says
	 * @param outcome what it sets
	 * @param after the time that it sets
	 */
	private record Choice(String label, Outcome outcome, Duration after) {
	}

}
