package io.github.telnyxotp.webhook;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.Receipt;
import io.github.telnyxotp.store.InMemoryMarkStore;
import io.github.telnyxotp.store.MarkStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in webhooks for both web stacks: headers and bytes in, an outcome out. What is
 * signed and new moves the delivery of a message, never a login (SEC-43). Answers without
 * waiting for Telnyx. Safe for use by many threads.
 * <p>
 * Events are remembered for a day, so that each has its effect once. If some are
 * forgotten early, that harms nobody: a delivery only ever rises (SEC-44), so an event
 * that comes again changes nothing, whoever remembers it.
 *
 * @since 0.1
 */
public final class WebhookInbox {

	/** The most bytes that a body may have. */
	public static final int LARGEST_BODY = 64 * 1024;

	private static final Logger LOGGER = LoggerFactory.getLogger(WebhookInbox.class);

	private static final Pattern JSON_TYPE = Pattern.compile("application/json(?:\\s*;\\s*charset=\"?utf-8\"?)?",
			Pattern.CASE_INSENSITIVE);

	private static final Pattern ALLOWED_LENGTH = Pattern.compile("[0-9]{1,8}");

	private final WebhookSignature signature;

	private final ReportReader reader;

	private final OtpFlow flow;

	private final WebhookCounts counts;

	private final UnsignedWarning warning;

	private final MarkStore marks;

	/**
	 * An inbox of one account.
	 * @param signature who may write
	 * @param profileId the Verify profile whose reports count
	 * @param flow who acts upon them
	 * @param counts where outcomes are counted
	 * @param clock the time here
	 */
	public WebhookInbox(WebhookSignature signature, String profileId, OtpFlow flow, WebhookCounts counts,
			InstantSource clock) {
		this(signature, profileId, flow, counts, clock, new InMemoryMarkStore(clock));
	}

	/**
	 * An inbox of one account, on one of several nodes.
	 * @param signature who may write
	 * @param profileId the Verify profile whose reports count
	 * @param flow who acts upon them
	 * @param counts where outcomes are counted
	 * @param clock the time here
	 * @param marks where it is kept which events had their effect
	 */
	public WebhookInbox(WebhookSignature signature, String profileId, OtpFlow flow, WebhookCounts counts,
			InstantSource clock, MarkStore marks) {
		this.signature = signature;
		this.reader = new ReportReader(profileId);
		this.flow = flow;
		this.counts = counts;
		this.warning = new UnsignedWarning(clock);
		this.marks = marks;
	}

	/**
	 * Looks at a request before its body is read (SEC-45).
	 * @param method its method
	 * @param headers all values of a header, by its name in lower case
	 * @return why the body need not be read, if so
	 */
	public Optional<WebhookOutcome> refusal(String method, Function<String, List<String>> headers) {
		Optional<WebhookOutcome> refusal = Optional.empty();
		if (!method.equals("POST")) {
			refusal = Optional.of(WebhookOutcome.WRONG_METHOD);
		}
		else if (!isPlainJson(headers)) {
			refusal = Optional.of(WebhookOutcome.WRONG_TYPE);
		}
		else if (headers.apply("content-length").stream().anyMatch(WebhookInbox::tooLong)) {
			refusal = Optional.of(WebhookOutcome.TOO_LARGE);
		}
		refusal.ifPresent(this.counts::add);
		return refusal;
	}

	/**
	 * Takes in a webhook.
	 * @param headers all values of a header, by its name in lower case
	 * @param body the body as it came, neither decoded nor decompressed. Of a longer one
	 * than {@link #LARGEST_BODY} it may be the beginning, if that is too long already.
	 * @return what became of it
	 */
	public WebhookOutcome receive(Function<String, List<String>> headers, byte[] body) {
		WebhookOutcome outcome = judge(headers, body);
		this.counts.add(outcome);
		return outcome;
	}

	private WebhookOutcome judge(Function<String, List<String>> headers, byte[] body) {
		if (body.length > LARGEST_BODY) {
			return WebhookOutcome.TOO_LARGE;
		}
		Proof proof = this.signature.check(headers, body);
		if (proof instanceof Proof.Signed signed) {
			return sort(this.reader.read(body), signed.key());
		}
		this.warning.refused(((Proof.Unproven) proof).flaw());
		return WebhookOutcome.UNSIGNED;
	}

	private WebhookOutcome sort(WebhookReport report, String key) {
		LOGGER.debug("A webhook signed with key {} came: {}", key, report.getClass().getSimpleName());
		if (report instanceof WebhookReport.Delivered delivered) {
			Event event = new Event(delivered.eventId(), delivered.type(), delivered.delivery().name());
			return once(event, () -> pass(delivered));
		}
		if (report instanceof WebhookReport.Hint hint) {
			return once(new Event(hint.eventId(), hint.type(), hint.status()), () -> pass(hint));
		}
		return (report instanceof WebhookReport.Ignored) ? WebhookOutcome.IGNORED : WebhookOutcome.MALFORMED;
	}

	private WebhookOutcome once(Event event, Supplier<WebhookOutcome> effect) {
		return safely(() -> {
			if (!this.marks.take(event.mark())) {
				return WebhookOutcome.DUPLICATE;
			}
			WebhookOutcome outcome = safely(effect);
			if (outcome == WebhookOutcome.UNAVAILABLE) {
				this.marks.giveBack(event.mark());
			}
			else {
				this.marks.keep(event.mark());
			}
			return outcome;
		});
	}

	private WebhookOutcome pass(WebhookReport.Delivered delivered) {
		return switch (this.flow.delivery(delivered.verification(), delivered.delivery())) {
			case KNOWN -> WebhookOutcome.ACCEPTED;
			case STRANGER -> WebhookOutcome.STRANGER;
			case UNAVAILABLE -> WebhookOutcome.UNAVAILABLE;
		};
	}

	/** Telnyx writes it for every verification, so whose it is makes no difference. */
	private WebhookOutcome pass(WebhookReport.Hint hint) {
		Receipt receipt = this.flow.completed(hint.verification(), hint.status());
		return (receipt != Receipt.UNAVAILABLE) ? WebhookOutcome.HINT : WebhookOutcome.UNAVAILABLE;
	}

	private static WebhookOutcome safely(Supplier<WebhookOutcome> effect) {
		try {
			return effect.get();
		}
		catch (RuntimeException ex) {
			LOGGER.error("A webhook had no effect and may come again", ex);
			return WebhookOutcome.UNAVAILABLE;
		}
	}

	private static boolean isPlainJson(Function<String, List<String>> headers) {
		List<String> types = headers.apply("content-type");
		return types.size() == 1 && JSON_TYPE.matcher(types.get(0).strip()).matches()
				&& headers.apply("content-encoding").isEmpty();
	}

	private static boolean tooLong(String length) {
		return !ALLOWED_LENGTH.matcher(length).matches() || Integer.parseInt(length) > LARGEST_BODY;
	}

	/**
	 * What makes two webhooks the same. Telnyx has used the id of the verification as id
	 * of its events, so the id alone would not do.
	 *
	 * @param id name of the event
	 * @param type its type
	 * @param said what it says
	 */
	private record Event(String id, String type, String said) {

		private String mark() {
			return this.id + "\n" + this.type + "\n" + this.said;
		}

	}

}
