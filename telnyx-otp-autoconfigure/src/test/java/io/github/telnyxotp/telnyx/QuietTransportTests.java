package io.github.telnyxotp.telnyx;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.telnyxotp.CapturedLog;
import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class QuietTransportTests {

	private static final String UNAUTHORIZED = "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json";

	@Test
	@DisplayName("SEC-09 SEC-50 with everything at TRACE no key, code or phone is logged")
	void withEverythingAtTraceNothingSecretIsLogged() throws Exception {
		AtomicBoolean hang = new AtomicBoolean();
		try (RawServer server = new RawServer((socket, number) -> {
			if (!hang.get()) {
				RawServer.answer(socket, Telephones.ACCEPTED);
			}
		}); CapturedLog log = new CapturedLog(Logger.ROOT_LOGGER_NAME, Level.TRACE)) {
			HttpTelnyxClient client = Telephones.client(Telephones.with(Telephones.settings(server.uri()),
					new TelnyxSettings.Limits(Duration.ofSeconds(2), 50, 100)));
			client.send(Telephones.PHONE, Channel.SMS, Telephones.FIVE_MINUTES);
			assertThat(client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE))
				.isEqualTo(CheckAnswer.ACCEPTED);
			hang.set(true);
			assertThat(client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE))
				.isEqualTo(CheckAnswer.UNAVAILABLE);
			client.close();
			assertThatNothingSecretIsIn(log.events());
			assertThat(log.events()).filteredOn((event) -> event.getLoggerName().startsWith("org.apache.hc."))
				.filteredOn((event) -> event.getThreadName().equals("telnyx-otp-deadline"))
				.isEmpty();
		}
	}

	@Test
	@DisplayName("SEC-09 a reset of the logging system does not make the transport talk")
	void aResetOfTheLoggingSystemDoesNotMakeItTalk() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> RawServer.answer(socket, Telephones.ACCEPTED));
				HttpTelnyxClient client = Telephones.client(Telephones.settings(server.uri()));
				CapturedLog log = new CapturedLog(Logger.ROOT_LOGGER_NAME, Level.TRACE)) {
			client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
			((LoggerContext) LoggerFactory.getILoggerFactory()).resetTurboFilterList();
			client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
			client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
			assertThatNothingSecretIsIn(log.events());
			assertThat(((LoggerContext) LoggerFactory.getILoggerFactory()).getTurboFilterList()).hasSize(1);
		}
	}

	@Test
	void theTransportOfOthersIsNotSilenced() throws Exception {
		try (RawServer server = new RawServer((socket, number) -> RawServer.answer(socket, Telephones.ACCEPTED));
				HttpTelnyxClient client = Telephones.client(Telephones.settings(server.uri()));
				CapturedLog log = new CapturedLog("org.apache.hc", Level.TRACE);
				var http = Telephones.http(Telephones.settings(server.uri()))) {
			client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
			int before = log.events().size();
			HttpGet request = new HttpGet(server.uri() + "/of-others");
			request.setHeader("X-Theirs", Telephones.KEY);
			http.execute(request, (response) -> response.getCode());
			assertThat(log.events().subList(before, log.events().size())).extracting(ILoggingEvent::getFormattedMessage)
				.anyMatch((message) -> message.contains(Telephones.KEY));
		}
	}

	@Test
	@DisplayName("SEC-50 an answer that repeats the key is not logged")
	void anAnswerThatRepeatsTheKeyIsNotLogged() throws Exception {
		String body = "{\"errors\":[{\"code\":\"10009\",\"title\":\"Bearer " + Telephones.KEY + "\"}]}";
		try (RawServer server = new RawServer((socket, number) -> RawServer.answer(socket, UNAUTHORIZED, body));
				HttpTelnyxClient client = Telephones.client(Telephones.settings(server.uri()));
				CapturedLog log = new CapturedLog(Logger.ROOT_LOGGER_NAME, Level.TRACE)) {
			assertThat(client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE))
				.isEqualTo(CheckAnswer.MISCONFIGURED);
			client.send(Telephones.PHONE, Channel.SMS, Telephones.FIVE_MINUTES);
			assertThatNothingSecretIsIn(log.events());
			assertThat(log.events()).filteredOn((event) -> event.getLevel() == Level.WARN)
				.extracting(ILoggingEvent::getFormattedMessage)
				.containsExactly(
						"Telnyx answered with status 401; check API key, account, verify profile and base URL");
		}
	}

	@Test
	@DisplayName("SEC-51 a broken contract is told once, without the text of the stranger")
	void aBrokenContractIsToldOnce() throws Exception {
		try (RawServer server = new RawServer(
				(socket, number) -> RawServer.answer(socket, "{\"data\":\"${jndi:ldap://x}\"}"));
				HttpTelnyxClient client = Telephones.client(Telephones.settings(server.uri()));
				CapturedLog log = new CapturedLog(HttpTelnyxClient.class.getName(), Level.TRACE)) {
			client.check(Telephones.PHONE, Telephones.VERIFICATION, Telephones.CODE);
			client.send(Telephones.PHONE, Channel.SMS, Telephones.FIVE_MINUTES);
			assertThat(log.events()).extracting(ILoggingEvent::getFormattedMessage)
				.containsExactly("Telnyx answered with success, but the content is not what the API promises");
		}
	}

	private static void assertThatNothingSecretIsIn(List<ILoggingEvent> events) {
		for (ILoggingEvent event : events) {
			String text = event.getFormattedMessage() + ((event.getThrowableProxy() != null)
					? ThrowableProxyUtil.asString(event.getThrowableProxy()) : "");
			assertThat(text).doesNotContain(Telephones.KEY, Telephones.CODE, "13125550100", Telephones.PROFILE);
		}
	}

}
