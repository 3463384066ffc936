package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Delivery;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page tells while people wait: what was tried, what comes next, and how the
 * page itself gets the news.
 */
class LadderTests {

	private static final ChallengeStatus DUE = Samples.due(Duration.ofMillis(11_001));

	private final OtpPageRenderer renderer = new OtpPageRenderer();

	@Test
	void whatComesNextStandsBelowWhatWasTried() {
		Document page = draw(Locale.ENGLISH, DUE);
		assertThat(page.texts("li")).containsExactly("WhatsApp: on its way", "Text message in 12 s");
		assertThat(draw(Samples.SPANISH, DUE).texts("li")).containsExactly("WhatsApp: en camino", "SMS dentro de 12 s");
		Element next = page.all("li").get(1);
		assertThat(next.getAttribute("data-timer")).isEqualTo("12");
		assertThat(next.getAttribute("data-words")).isEqualTo("Text message in {0}");
		assertThat(next.getAttribute("data-over")).isEqualTo("Text message: about to be sent");
	}

	@Test
	void whatIsDueNowIsNotCountedDown() {
		Document page = draw(Locale.ENGLISH, Samples.due(Duration.ZERO));
		assertThat(page.texts("li")).containsExactly("WhatsApp: on its way", "Text message: about to be sent");
		assertThat(page.all("li").get(1).hasAttribute("data-timer")).isFalse();
	}

	@Test
	void whoDoesNotWantToWaitIsOfferedTheNextChannelFirst() {
		Document page = draw(Locale.ENGLISH, DUE);
		assertThat(page.buttons()).containsExactly("Confirm", "Send now by text message", "Call me instead",
				"Send again by WhatsApp", "Sign out");
		assertThat(page.channels()).containsExactly("sms", "call", "whatsapp");
		assertThat(page.paragraphs()).contains("You can ask for another code in 25 s.");
		assertThat(page.markup()).contains("data-cooldown");
	}

	@Test
	void theScriptIsToldWhatItComparesWithTheStatus() {
		assertThat(version(draw(Locale.ENGLISH, DUE))).isEqualTo("waiting|whatsapp:accepted|sms");
		assertThat(version(draw(Locale.ENGLISH, Samples.status(State.WAITING))))
			.isEqualTo("waiting|whatsapp:accepted|");
	}

	@Test
	void whatTheScriptRedrawsHasItsPlaceAndTheInputIsInNone() {
		Document page = draw(Locale.ENGLISH, DUE);
		for (String id : new String[] { "otp-lead", "otp-progress", "otp-send" }) {
			assertThat(page.ids()).containsOnlyOnce(id);
			assertThat(page.byId(id).getElementsByTagName("label").getLength()).isZero();
		}
		assertThat(page.byId("otp-send").getElementsByTagName("button").getLength()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "FAILED,QUEUED", "REFUSED,SENDING", "REFUSED,ACCEPTED" })
	void aMessageThatWillNotComeIsSaidFirst(Delivery whatsapp, Delivery sms) {
		assertThat(lead(whatsapp, sms)).isEqualTo("WhatsApp did not get through; the text message is on its way.");
	}

	@ParameterizedTest
	@CsvSource({ "FAILED,DELIVERED,We sent you a code by text message.", "FAILED,FAILED,We are sending you a code now.",
			"ACCEPTED,SENDING,We sent you a code by WhatsApp.",
			"ACCEPTED,ACCEPTED,We sent you a code by text message. If more than one code arrives enter the newest one." })
	void otherwiseTheNewestMessageIsNamed(Delivery whatsapp, Delivery sms, String lead) {
		assertThat(lead(whatsapp, sms).replace(",", "")).isEqualTo(lead);
	}

	@Test
	void theSameChannelTwiceDoesNotReplaceItself() {
		ChallengeStatus status = Samples.status(State.SENDING, 5, new Step(Channel.SMS, Delivery.FAILED),
				new Step(Channel.SMS, Delivery.SENDING));
		assertThat(draw(Locale.ENGLISH, status).byId("otp-lead").getTextContent())
			.isEqualTo("We are sending you a code now.");
	}

	@Test
	void whatHasArrivedIsTicked() {
		ChallengeStatus status = Samples.status(State.WAITING, 5, new Step(Channel.WHATSAPP, Delivery.DELIVERED));
		assertThat(draw(Locale.ENGLISH, status).texts("li")).containsExactly("WhatsApp: delivered ✓");
	}

	@ParameterizedTest
	@CsvSource({ "0,20", "11,20", "18,20", "19,21", "40,42" })
	@DisplayName("SEC-63 without a script the page loads itself anew, seldom, when a move is due")
	void waitingPageIsLoadedAnewWhenAMoveIsDue(long after, long seconds) {
		assertThat(refresh(draw(Locale.ENGLISH, Samples.due(Duration.ofSeconds(after)))))
			.isEqualTo(seconds + ";url=/login/otp");
	}

	@Test
	void sendingPageIsLoadedAnewSoon() {
		assertThat(refresh(draw(Locale.ENGLISH, Samples.status(State.SENDING)))).isEqualTo("3;url=/login/otp");
		assertThat(refresh(draw(Samples.page(Locale.ENGLISH, Samples.status(State.SENDING), Notice.SENT))))
			.isEqualTo("3;url=/login/otp");
	}

	@ParameterizedTest
	@EnumSource(names = "SENDING", mode = EnumSource.Mode.EXCLUDE)
	void nothingElseIsLoadedAnew(State state) {
		assertThat(draw(Locale.ENGLISH, Samples.status(state)).markup()).doesNotContain("http-equiv");
	}

	@ParameterizedTest
	@EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
	void whatIsToBeReadIsNotTakenAway(Notice notice) {
		assertThat(draw(Samples.page(Locale.ENGLISH, DUE, notice)).markup()).doesNotContain("http-equiv");
		if (notice != Notice.SENT) {
			assertThat(draw(Samples.page(Locale.ENGLISH, Samples.status(State.SENDING), notice)).markup())
				.doesNotContain("http-equiv");
		}
	}

	private static String refresh(Document page) {
		Element noscript = page.all("noscript").get(0);
		assertThat(noscript.getParentNode().getNodeName()).isEqualTo("head");
		Element meta = (Element) noscript.getElementsByTagName("meta").item(0);
		assertThat(meta.getAttribute("http-equiv")).isEqualTo("refresh");
		return meta.getAttribute("content");
	}

	private static String version(Document page) {
		return page.byId("otp").getAttribute("data-version");
	}

	private String lead(Delivery whatsapp, Delivery sms) {
		ChallengeStatus status = Samples.status(State.WAITING, 5, new Step(Channel.WHATSAPP, whatsapp),
				new Step(Channel.SMS, sms));
		return draw(Locale.ENGLISH, status).byId("otp-lead").getTextContent();
	}

	private Document draw(Locale locale, ChallengeStatus status) {
		return draw(Samples.page(locale, status, Notice.NONE));
	}

	private Document draw(OtpPage page) {
		return new Document(this.renderer.render(page));
	}

	@Test
	@DisplayName("SEC-60 who waits for a slow channel is told so, in both languages, while another one works")
	void slowChannelIsSaid() {
		assertThat(slow(Locale.ENGLISH, Channel.WHATSAPP)).contains("WhatsApp messages are slow to arrive right now");
		assertThat(slow(Samples.SPANISH, Channel.WHATSAPP)).contains("Los mensajes de WhatsApp tardan en llegar");
		assertThat(slow(Locale.ENGLISH, Channel.SMS)).doesNotContain("slow");
		assertThat(slow(Locale.ENGLISH, Channel.values())).doesNotContain("slow");
	}

	private static String slow(Locale locale, Channel... slow) {
		OtpPage page = Samples.page(locale, Samples.status(State.WAITING), Notice.NONE);
		return new OtpPageRenderer().render(new OtpPage(page.site(), page.csrf(), page.locale(), true, page.status(),
				page.notice(), Duration.ZERO, Set.of(slow), OtpPage.Ask.NOTHING));
	}

}
