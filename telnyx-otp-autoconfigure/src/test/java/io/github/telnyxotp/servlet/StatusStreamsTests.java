package io.github.telnyxotp.servlet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.challenge.Policy;
import io.github.telnyxotp.challenge.Rules;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.flow.Told;
import io.github.telnyxotp.flow.Unrestrained;
import io.github.telnyxotp.security.OtpContext;
import io.github.telnyxotp.security.OtpSecondFactor;
import io.github.telnyxotp.store.InMemoryChallengeStore;
import io.github.telnyxotp.web.ChallengeSession;
import io.github.telnyxotp.web.Exchange;
import io.github.telnyxotp.web.Reply;
import io.github.telnyxotp.web.StatusStreams;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.savedrequest.NullRequestCache;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bounds and slow clients, which a real server does not show on demand.
 */
class StatusStreamsTests {

	private static final String CHALLENGE = "io.github.telnyxotp.CHALLENGE";

	private static final Rules RULES = new Rules(
			new Policy(Duration.ofMinutes(5), 5, 4, Duration.ofSeconds(30), Map.of()));

	private static final Exchanges EXCHANGES = new Exchanges(SecurityContextHolder.getContextHolderStrategy(),
			new NullRequestCache());

	private final OtpFlow flow = new OtpFlow(RULES, Unrestrained.with(List.of(Channel.WHATSAPP, Channel.SMS)),
			new InMemoryChallengeStore(InstantSource.fixed(Instant.parse("2026-01-01T12:00:00Z")), 10_000),
			new FakeTelnyx(), Runnable::run, Told.nobody());

	private final OtpSecondFactor secondFactor = new OtpSecondFactor(this.flow,
			(user) -> List.of(new PhoneNumber("+1555010" + user.getName())));

	private final StatusStreams streams = new StatusStreams(this.secondFactor, Duration.ofDays(1));

	@BeforeEach
	void start() {
		this.streams.start();
	}

	@AfterEach
	void stop() {
		this.streams.stop();
	}

	@Test
	void streamThatIsOneTooManyIsRefusedAndNoThreadIsAdded() throws IOException {
		int before = threads();
		for (int each = 0; each < 1000; each++) {
			assertThat(new Client(Integer.toString(1000 + each)).open()).isTrue();
		}
		Client late = new Client("5000");
		assertThat(late.open()).isFalse();
		assertThat(late.request.isAsyncStarted()).isFalse();
		assertThat(late.response.isCommitted()).isFalse();
		assertThat(threads()).isEqualTo(before);
		assertThat(this.streams.size()).isEqualTo(1000);
	}

	@Test
	void roomIsMadeByStreamsThatHaveEnded() throws IOException {
		Client first = new Client("1001");
		assertThat(first.open()).isTrue();
		assertThat(first.again().open()).isTrue();
		assertThat(first.again().open()).isTrue();
		assertThat(this.streams.size()).isEqualTo(3);
		first.timesOut();
		this.streams.look();
		assertThat(this.streams.size()).isEqualTo(2);
	}

	@Test
	void oldestOfAChallengeGivesWayAndIsToldNotToComeBackSoon() throws IOException {
		Client first = new Client("1001");
		Client second = first.again();
		new Client("1002").open();
		first.open();
		second.open();
		first.again().open();
		assertThat(first.again().open()).isTrue();
		assertThat(this.streams.size()).isEqualTo(4);
		assertThat(first.out.text).endsWith("retry: 600000\n\n");
		assertThat(first.request.isAsyncStarted()).isFalse();
		assertThat(second.request.isAsyncStarted()).isTrue();
	}

	@Test
	void firstEventIsWrittenAtOnceAndNothingIsRepeated() throws IOException {
		Client client = new Client("1001");
		client.open();
		assertThat(client.out.text).startsWith("retry: 3000\nevent: status\ndata: {\"state\":\"waiting\"")
			.endsWith("\n\n");
		int length = client.out.text.length();
		this.streams.look();
		assertThat(client.out.text).hasSize(length);
	}

	@Test
	void silenceIsBrokenEveryFifteenSeconds() throws IOException {
		Client client = new Client("1001");
		client.open();
		looks(29);
		assertThat(client.out.text).doesNotContain("\n:\n");
		looks(1);
		assertThat(client.out.text).endsWith("}\n\n:\n\n");
		looks(30);
		assertThat(client.out.text).endsWith("}\n\n:\n\n:\n\n");
		assertThat(client.out.unflushed).isZero();
	}

	@Test
	void slowClientHoldsNobodyUpAndGetsTheNewestOnly() throws IOException {
		Client slow = new Client("1001");
		Client quick = new Client("1002");
		slow.open();
		quick.open();
		slow.out.ready = false;
		looks(30);
		this.secondFactor.abandon(slow.challenge());
		this.secondFactor.abandon(quick.challenge());
		looks(1);
		assertThat(quick.out.text).contains("abandoned");
		assertThat(quick.request.isAsyncStarted()).isFalse();
		assertThat(slow.out.text).doesNotContain("abandoned", "\n:\n");
		assertThat(slow.request.isAsyncStarted()).isTrue();
		slow.out.ready = true;
		slow.out.listener.onWritePossible();
		assertThat(slow.out.text).contains("abandoned").doesNotContain("\n:\n");
		assertThat(slow.request.isAsyncStarted()).isFalse();
	}

	@Test
	void deadClientIsForgottenAtTheNextWrite() throws IOException {
		Client client = new Client("1001");
		client.open();
		client.out.broken = true;
		looks(29);
		assertThat(this.streams.size()).isEqualTo(1);
		looks(1);
		assertThat(this.streams.size()).isZero();
	}

	@Test
	void streamEndsWithItsSession() throws IOException {
		Client client = new Client("1001");
		client.open();
		client.request.getSession().invalidate();
		looks(1);
		assertThat(client.request.isAsyncStarted()).isFalse();
		assertThat(this.streams.size()).isZero();
	}

	@Test
	void streamEndsWhenTheSessionHasAnotherChallenge() throws IOException {
		Client client = new Client("1001");
		client.open();
		client.request.getSession().setAttribute(CHALLENGE, "N".repeat(27));
		looks(1);
		assertThat(client.request.isAsyncStarted()).isFalse();
	}

	@Test
	void streamLivesFiveMinutes() throws IOException {
		Client client = new Client("1001");
		client.open();
		assertThat(client.request.getAsyncContext()).isNotNull();
		assertThat(client.request.getAsyncContext().getTimeout()).isEqualTo(300_000);
	}

	@Test
	void whatIsOverIsToldOnceByAnOrdinaryReply() throws IOException {
		Client client = new Client("1001");
		this.secondFactor.abandon(client.challenge());
		assertThat(client.open()).isTrue();
		assertThat(client.out.text).contains("abandoned");
		assertThat(client.request.isAsyncStarted()).isFalse();
		assertThat(this.streams.size()).isZero();
	}

	@Test
	void stoppingEndsAllAndNoneIsOpenedAfterwards() throws IOException {
		Client client = new Client("1001");
		client.open();
		this.streams.stop();
		assertThat(client.request.isAsyncStarted()).isFalse();
		assertThat(new Client("1002").open()).isFalse();
		this.streams.start();
		assertThat(new Client("1003").open()).isTrue();
	}

	@Test
	void withoutAsynchronousRequestsThereIsNoStream() throws IOException {
		Client client = new Client("1001");
		client.request.setAsyncSupported(false);
		assertThat(client.open()).isFalse();
	}

	private void looks(int times) {
		for (int each = 0; each < times; each++) {
			this.streams.look();
		}
	}

	private static int threads() {
		return (int) Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("telnyx-otp"))
			.count();
	}

	private final class Client {

		private final Authentication user;

		private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login/otp/status");

		private final Output out = new Output();

		private final MockHttpServletResponse response = new MockHttpServletResponse() {

			@Override
			public ServletOutputStream getOutputStream() {
				return Client.this.out;
			}

		};

		Client(String name) {
			this.user = new TestingAuthenticationToken(name, "", "ROLE_USER");
			this.request.setAsyncSupported(true);
			SendDecision decision = StatusStreamsTests.this.secondFactor.start(new OtpContext(this.user, null),
					Origin.NONE, null);
			this.request.getSession().setAttribute(CHALLENGE, ((SendDecision.Granted) decision).challenge().value());
		}

		private Client(Client tab) {
			this.user = tab.user;
			this.request.setAsyncSupported(true);
			this.request.setSession(tab.request.getSession());
		}

		Client again() {
			return new Client(this);
		}

		boolean open() throws IOException {
			Exchange exchange = EXCHANGES.of(this.request, this.response);
			Optional<Reply> reply = StatusStreamsTests.this.streams.open(exchange,
					new OtpContext(this.user, challenge()));
			if (reply.isPresent()) {
				ServletReplies.write(reply.get(), this.request, this.response);
			}
			return reply.isPresent();
		}

		ChallengeId challenge() {
			return Objects.requireNonNull(ChallengeSession.find(new ServletSession(this.request)));
		}

		void timesOut() throws IOException {
			MockAsyncContext context = (MockAsyncContext) Objects.requireNonNull(this.request.getAsyncContext());
			for (AsyncListener listener : context.getListeners()) {
				listener.onTimeout(new AsyncEvent(context));
			}
		}

	}

	/** A connection that can be slow or broken. */
	private static final class Output extends ServletOutputStream {

		private String text = "";

		private int unflushed;

		private boolean ready = true;

		private boolean broken;

		private WriteListener listener = new WriteListener() {

			@Override
			public void onWritePossible() {
			}

			@Override
			public void onError(Throwable t) {
			}

		};

		@Override
		public boolean isReady() {
			return this.ready;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			this.listener = listener;
		}

		@Override
		public void write(int b) throws IOException {
			if (this.broken) {
				throw new IOException("Broken pipe");
			}
			assertThat(this.ready).isTrue();
			this.text += (char) b;
			this.unflushed++;
		}

		@Override
		public void flush() {
			assertThat(this.ready).isTrue();
			this.unflushed = 0;
		}

	}

}
