package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.util.regex.Pattern;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendAnswer;
import io.github.telnyxotp.SendAnswer.Reason;
import io.github.telnyxotp.VerificationId;
import io.github.telnyxotp.telnyx.Answers.Echo;
import io.github.telnyxotp.telnyx.Outcome.Reply;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The real telephone: asks the Telnyx Verify API over HTTP, on the caller's thread. Each
 * question is asked once and is over, answered or not, when the call timeout is; a check
 * after four seconds at the latest. Only a name server that does not answer can hold a
 * call longer. Callers beyond the limits are refused at once. Safe for use by many
 * threads.
 *
 * @since 0.1
 */
public final class HttpTelnyxClient implements TelnyxClient, AutoCloseable {

	private static final Pattern CODE = Pattern.compile("[0-9]{4,10}");

	private static final Duration LONGEST_CHECK = Duration.ofSeconds(4);

	private final Transport transport;

	private final TelnyxSettings settings;

	private final Wire wire;

	private final Warnings warnings = new Warnings(System::nanoTime);

	/** Changes once from {@code AUTO} to the form that exists. */
	private volatile StartEndpoint startEndpoint;

	/**
	 * Creates a client.
	 * @param http the transport, built with the settings of {@link TelnyxHttp}; it is
	 * closed together with this client
	 * @param settings whom to ask, with which key and within which bounds
	 */
	public HttpTelnyxClient(CloseableHttpClient http, TelnyxSettings settings) {
		this.settings = settings;
		this.wire = new Wire(settings.baseUri(), settings.verifyProfileId());
		this.transport = new Transport(http, settings, this.warnings);
		this.startEndpoint = settings.startEndpoint();
	}

	@Override
	public SendAnswer send(PhoneNumber phone, Channel channel, Duration timeToLive) {
		long until = until();
		StartEndpoint form = this.startEndpoint;
		StartEndpoint used = (form == StartEndpoint.UNIFIED) ? form : StartEndpoint.PER_CHANNEL;
		Outcome outcome = start(used, new Order(phone, channel, timeToLive), until);
		if (form == StartEndpoint.AUTO && Answers.isNoSuchOperation(outcome)) {
			used = StartEndpoint.UNIFIED;
			outcome = start(used, new Order(phone, channel, timeToLive), until);
		}
		if (form == StartEndpoint.AUTO && Answers.isFromOperation(outcome)) {
			this.startEndpoint = used;
		}
		SendAnswer answer = Answers.start(outcome, phone);
		warn(outcome, answer.equals(new SendAnswer.Refused(Reason.MISCONFIGURED)),
				answer instanceof SendAnswer.Unknown);
		return answer;
	}

	@Override
	public CheckAnswer check(PhoneNumber phone, @Nullable VerificationId verification, String code) {
		if (!CODE.matcher(code).matches()) {
			return CheckAnswer.WRONG;
		}
		boolean byPhone = this.settings.checkBy() == CheckBy.PHONE_NUMBER;
		if (!byPhone && verification == null) {
			return CheckAnswer.EXPIRED;
		}
		Outcome outcome = this.transport.ask((byPhone || verification == null) ? this.wire.checkByPhone(phone, code)
				: this.wire.checkById(verification, code), until(checkTimeout()));
		CheckAnswer answer = Answers.check(outcome, new Echo(phone, verification, this.settings.verifyProfileId()));
		warn(outcome, answer == CheckAnswer.MISCONFIGURED, answer == CheckAnswer.UNAVAILABLE);
		return answer;
	}

	@Override
	public VerificationStatus retrieve(VerificationId verification) {
		Outcome outcome = this.transport.ask(this.wire.retrieve(verification), until());
		return Answers.status(outcome, verification);
	}

	/**
	 * Takes no more calls, waits for those under way, at most ten seconds, and closes the
	 * transport. A call after that is answered as one that never left.
	 */
	@Override
	public void close() {
		this.transport.close();
	}

	/** How many callers more would not be refused now. */
	int freePlaces() {
		return this.transport.freePlaces();
	}

	private Outcome start(StartEndpoint form, Order order, long until) {
		return this.transport.ask((form == StartEndpoint.UNIFIED)
				? this.wire.startUnified(order.phone(), order.channel(), order.timeToLive())
				: this.wire.startPerChannel(order.phone(), order.channel(), order.timeToLive()), until);
	}

	private long until() {
		return until(this.settings.limits().callTimeout());
	}

	/** Somebody waits for this answer (SEC-48). */
	private Duration checkTimeout() {
		Duration timeout = this.settings.limits().callTimeout();
		return (timeout.compareTo(LONGEST_CHECK) < 0) ? timeout : LONGEST_CHECK;
	}

	private static long until(Duration timeout) {
		return System.nanoTime() + timeout.toNanos();
	}

	private void warn(Outcome outcome, boolean misconfigured, boolean senseless) {
		if (!(outcome instanceof Reply reply)) {
			return;
		}
		if (misconfigured) {
			this.warnings.misconfigured(reply.status());
		}
		else if (!reply.successful()) {
			this.warnings.refused(reply.status());
		}
		else if (senseless) {
			this.warnings.contractBroken();
		}
	}

	private record Order(PhoneNumber phone, Channel channel, Duration timeToLive) {
	}

}
