package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

import org.springframework.context.support.StaticMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class OtpPageRendererTests {

	static final Pattern PHONE_LIKE = Pattern.compile("\\+?[0-9][0-9 ().-]{6,}");

	private static final String SEND = "/login/otp/send";

	private final OtpPageRenderer renderer = new OtpPageRenderer();

	@Test
	void firstPageExplainsAndOffersToSend() {
		Document page = draw(Samples.page(Locale.ENGLISH, null, Notice.NONE));
		assertThat(page.text("h1")).isEqualTo("Confirm it’s you");
		assertThat(page.text("title")).isEqualTo("Confirm it’s you – Sample Bank");
		assertThat(page.formActions()).containsExactly(SEND, "/logout");
		assertThat(page.buttons()).containsExactly("Send the code", "Sign out");
		assertThat(page.ids()).doesNotContain("code");
	}

	@ParameterizedTest
	@EnumSource(names = { "SENDING", "WAITING" })
	void codeCanBeEnteredWhileItIsOnItsWay(State state) {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(state), Notice.NONE));
		assertThat(page.formActions()).containsExactly("/login/otp", SEND, "/logout");
		assertThat(page.buttons()).containsExactly("Confirm", "Send again by WhatsApp", "Send by text message",
				"Call me instead", "Sign out");
		assertThat(page.channels()).containsExactly("whatsapp", "sms", "call");
		assertThat(page.markup()).contains("+1 ••••••••01", "number ending in 01",
				"You can ask for another code in 25 s.", "The code is valid for another 4 min 50 s.");
	}

	@ParameterizedTest
	@CsvSource({ "SENDING,We are sending you a code now.,WhatsApp: starting…",
			"WAITING,We sent you a code by WhatsApp.,WhatsApp: on its way" })
	void leadAndStepsTellHowFarItIs(State state, String lead, String step) {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(state), Notice.NONE));
		assertThat(page.paragraphs()).contains(lead);
		assertThat(page.texts("li")).containsExactly(step);
	}

	@Test
	void stepsAreToldInOrderAndTheNewestCodeIsNamed() {
		ChallengeStatus status = Samples.status(State.WAITING, 5, new Step(Channel.WHATSAPP, Delivery.UNCONFIRMED),
				new Step(Channel.SMS, Delivery.FAILED), new Step(Channel.CALL, Delivery.ACCEPTED));
		Document page = draw(Samples.page(Locale.ENGLISH, status, Notice.NONE));
		assertThat(page.texts("li")).containsExactly("WhatsApp: sent, not confirmed", "Text message did not go through",
				"Phone call: on its way");
		assertThat(page.paragraphs()).contains("We are calling you. A voice will read the code to you. "
				+ "If more than one code arrives, enter the newest one.");
		assertThat(page.channels()).containsExactly("call", "whatsapp", "sms");
	}

	@Test
	void stalledOffersTheChannelsAndNoInput() {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(State.STALLED), Notice.NONE));
		assertThat(page.text("h1")).isEqualTo("We could not send you a code");
		assertThat(page.ids()).doesNotContain("code");
		assertThat(page.channels()).containsExactly("whatsapp", "sms", "call");
		assertThat(page.texts("li")).containsExactly("WhatsApp did not go through");
	}

	@ParameterizedTest
	@CsvSource({ "USED,This code was already used", "FAILED,No code could be sent", "EXPIRED,Your code has expired",
			"ABANDONED,This code is no longer valid" })
	void finalStatesOfferToStartAgain(State state, String title) {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(state), Notice.NONE));
		assertThat(page.text("h1")).isEqualTo(title);
		assertThat(page.formActions()).containsExactly(SEND, "/logout");
		assertThat(page.buttons()).containsExactly("Send a new code", "Sign out");
	}

	@Test
	void lockedSaysToWaitAndOffersNoSending() {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(State.LOCKED), Notice.WRONG));
		assertThat(page.formActions()).containsExactly("/logout");
		assertThat(page.markup()).contains("Please wait a while").doesNotContain("That code is not right");
	}

	@Test
	void withoutPhoneThereIsHelpAndNoSending() {
		Document page = draw(Samples.withoutPhone(Locale.ENGLISH));
		assertThat(page.text("h1")).isEqualTo("No phone number on file");
		assertThat(page.formActions()).containsExactly("/logout");
		assertThat(page.markup()).contains("contact the support", "you can sign out");
	}

	@Test
	void withoutLogoutLinkNothingSpeaksOfSigningOut() {
		OtpLinks links = new OtpLinks("/login/otp", SEND, "/login/otp/status", null);
		OtpPage page = new OtpPage(new OtpPage.Site(links, CodeFormat.ANY, null), null, Locale.ENGLISH, false, null,
				Notice.NONE);
		assertThat(draw(page).markup()).doesNotContainIgnoringCase("sign out").doesNotContain("<form", "hidden\" name");
	}

	@ParameterizedTest
	@CsvSource({ "4,You have 4 attempts left.", "1,You have one attempt left." })
	void wrongCodeShowsTheAttemptsLeft(int left, String words) {
		ChallengeStatus status = Samples.status(State.WAITING, left, new Step(Channel.SMS, Delivery.SENT));
		Document page = draw(Samples.page(Locale.ENGLISH, status, Notice.WRONG));
		assertThat(page.byId("code-error").getTextContent()).startsWith("That code is not right.").endsWith(words);
		assertThat(page.text("title")).startsWith("Error: ");
	}

	@Test
	void attemptsAreOnlyToldOfAWrongCode() {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), Notice.MALFORMED));
		assertThat(page.byId("code-error").getTextContent()).isEqualTo("Please enter the digits of the code.");
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.EXCLUDE, names = { "NONE", "WRONG", "MALFORMED" })
	void otherNoticesAreAnnounced(Notice notice) {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), notice));
		assertThat(page.markup()).contains((notice == Notice.SENT) ? "role=\"status\"" : "role=\"alert\"");
		assertThat(page.ids()).doesNotContain("code-error");
	}

	@Test
	void nothingMoreCanBeSentWhenNoChannelIsLeft() {
		ChallengeStatus status = new ChallengeStatus(State.WAITING, Samples.PHONE, List.of(), List.of(), 5,
				Duration.ZERO, Duration.ZERO);
		Document page = draw(Samples.page(Locale.ENGLISH, status, Notice.NONE));
		assertThat(page.formActions()).containsExactly("/login/otp", "/logout");
		assertThat(page.paragraphs()).contains("No further code can be sent.");
		assertThat(page.markup()).doesNotContain("data-timer");
	}

	@Test
	void withoutCooldownNoTimeIsToldAndNothingIsLocked() {
		ChallengeStatus status = new ChallengeStatus(State.WAITING, Samples.PHONE, List.of(), List.of(Channel.SMS), 5,
				Duration.ZERO, Duration.ofSeconds(60));
		Document page = draw(Samples.page(Locale.ENGLISH, status, Notice.NONE));
		assertThat(page.markup()).contains("1 min 0 s").doesNotContain("data-cooldown", "disabled", "another code in");
		assertThat(page.buttons()).contains("Send by text message");
	}

	@ParameterizedTest
	@MethodSource("everyPage")
	@DisplayName("SEC-63 every form posts and carries the token")
	void everyFormCarriesTheToken(OtpPage page) {
		for (Element form : draw(page).all("form")) {
			assertThat(form.getAttribute("method")).isEqualTo("post");
			Element token = (Element) form.getElementsByTagName("input").item(0);
			assertThat(token.getAttribute("name")).isEqualTo("_csrf");
			assertThat(token.getAttribute("value")).isEqualTo("token-of-the-session");
		}
	}

	@ParameterizedTest
	@MethodSource("everyPage")
	@DisplayName("SEC-29 no page shows a phone number")
	void noPageShowsANumber(OtpPage page) {
		assertThat(this.renderer.render(page)).doesNotContainPattern(PHONE_LIKE);
	}

	@ParameterizedTest
	@MethodSource("everyPage")
	@DisplayName("SEC-62 no page has code or style of its own")
	void noPageHasInlineCode(OtpPage page) {
		Document document = draw(page);
		assertThat(document.all("style")).isEmpty();
		assertThat(document.all("script")).singleElement()
			.satisfies((script) -> assertThat(script.getTextContent()).isEmpty());
		assertThat(document.all("*")).allSatisfy((element) -> assertThat(Document.attributes(element))
			.noneMatch((name) -> name.startsWith("on") || name.equals("style") || name.equals("srcdoc")));
	}

	@ParameterizedTest
	@MethodSource("everyPage")
	@DisplayName("SEC-66 every page speaks one language and has all its words")
	void everyPageHasAllItsWords(OtpPage page) {
		Document document = draw(page);
		assertThat(document.all("html").get(0).getAttribute("lang")).isEqualTo(page.locale().getLanguage());
		assertThat(document.markup()).doesNotContain("telnyx.otp.", "{{", "}}");
		assertThat(document.all("h1")).hasSize(1);
	}

	@Test
	@DisplayName("SEC-65 the one input helps the phone to fill it in")
	void inputHelpsAutofill() {
		Document page = draw(Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), Notice.WRONG));
		Element input = page.byId("code");
		assertThat(Stream
			.of("name", "type", "inputmode", "autocomplete", "pattern", "maxlength", "required", "autofocus",
					"aria-invalid", "aria-describedby")
			.map(input::getAttribute)).containsExactly("code", "text", "numeric", "one-time-code",
					"[\\p{Nd}\\p{Zs}\\p{Pd}\\p{Cf}]*", "19", "required", "autofocus", "true", "code-error code-hint");
		assertThat(page.all("input")).filteredOn((each) -> !each.getAttribute("type").equals("hidden"))
			.containsExactly(input);
		assertThat(page.all("label").get(0).getAttribute("for")).isEqualTo("code");
		assertThat(page.ids()).contains("code-error", "code-hint");
	}

	@ParameterizedTest
	@MethodSource("everyPage")
	@DisplayName("SEC-65 no page fills a value into the input")
	void inputIsAlwaysEmpty(OtpPage page) {
		assertThat(draw(page).all("input")).filteredOn((input) -> input.getAttribute("name").equals("code"))
			.allSatisfy((input) -> assertThat(input.hasAttribute("value")).isFalse());
	}

	@Test
	void lengthOfTheInputFollowsTheFormat() {
		OtpPage page = new OtpPage(new OtpPage.Site(Samples.LINKS, new CodeFormat(6, 6), null), null, Locale.ENGLISH,
				true, Samples.status(State.WAITING), Notice.NONE);
		assertThat(draw(page).byId("code").getAttribute("maxlength")).isEqualTo("11");
	}

	@ParameterizedTest
	@MethodSource("io.github.telnyxotp.page.Attacks#xss")
	@DisplayName("SEC-66 every free value is shown as text")
	void freeValuesAreEscaped(String attack) {
		String path = "/x" + attack.replaceAll("[\\s\\p{Cntrl}\\\\]", "");
		OtpPage.Site site = new OtpPage.Site(new OtpLinks(path, path + "/s", path + "/t", path + "/l"), CodeFormat.ANY,
				attack);
		OtpPage page = new OtpPage(site, new OtpPage.Csrf(attack, attack), Locale.forLanguageTag("es-ES"), true,
				Samples.status(State.WAITING), Notice.WRONG);
		Document document = draw(page);
		String shown = attack.replace('\u0000', '\uFFFD');
		assertThat(document.shape()).isEqualTo(draw(harmless()).shape());
		assertThat(document.text("title")).endsWith(shown);
		assertThat(document.formActions()).containsExactly(path, path + "/s", path + "/l");
		assertThat(document.all("input").get(0).getAttribute("value")).isEqualTo(shown);
		assertThat(document.all("input").get(0).getAttribute("name")).isEqualTo(shown);
	}

	@ParameterizedTest
	@MethodSource("io.github.telnyxotp.page.Attacks#xss")
	@DisplayName("SEC-66 a hostile language is no language")
	void hostileLocaleIsEnglish(String attack) {
		for (Locale locale : List.of(new Locale(attack), Locale.forLanguageTag(attack), new Locale("fr", attack))) {
			OtpPage page = Samples.page(locale, Samples.status(State.WAITING), Notice.WRONG);
			assertThat(this.renderer.render(page))
				.isEqualTo(this.renderer.render(Samples.page(Locale.ENGLISH, page.status(), Notice.WRONG)));
		}
	}

	@ParameterizedTest
	@MethodSource("io.github.telnyxotp.page.Attacks#xss")
	@DisplayName("SEC-66 words of the application are text too")
	void wordsOfTheApplicationAreEscaped(String attack) {
		StaticMessageSource words = new StaticMessageSource();
		words.addMessage("telnyx.otp.title.code", Locale.ENGLISH, attack);
		Document page = new Document(new OtpPageRenderer(words)
			.render(Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), Notice.NONE)));
		assertThat(page.text("h1")).isEqualTo(attack.replace('\u0000', '\uFFFD'));
	}

	@Test
	void wordsOfTheApplicationComeFirstAndOursFillTheGaps() {
		StaticMessageSource words = new StaticMessageSource();
		words.addMessage("telnyx.otp.send.wait", Locale.ENGLISH, "Patience: {0}");
		words.setUseCodeAsDefaultMessage(true);
		Document page = new Document(new OtpPageRenderer(words)
			.render(Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), Notice.NONE)));
		assertThat(page.paragraphs()).contains("Patience: 25 s");
		assertThat(page.text("h1")).isEqualTo("Enter your code");
	}

	@Test
	void unknownLanguageIsEnglishWhateverTheMachineSpeaks() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Samples.SPANISH);
			Document page = draw(Samples.page(Locale.FRENCH, null, Notice.NONE));
			assertThat(page.all("html").get(0).getAttribute("lang")).isEqualTo("en");
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "es" })
	@DisplayName("SEC-32 the page for a number shows the old one masked, tells of the risk, and takes a new one")
	void enrolmentShowsTheOldNumberMasked(String language) {
		OtpPage first = Samples.page(Locale.forLanguageTag(language), null, Notice.NONE);
		OtpPage page = new OtpPage(first.site(), first.csrf(), first.locale(), true, null, Notice.DESTINATION,
				Duration.ZERO, Set.of(), new OtpPage.Ask(null, List.of(Samples.PHONE), null, null));
		Document change = new Document(this.renderer.renderEnrolment(page, "/login/otp/phone"));
		assertThat(change.formActions()).containsExactly("/login/otp/phone", "/logout");
		assertThat(change.markup()).contains(Samples.PHONE.masked(), "SIM").doesNotContain(Samples.PHONE.value(), "{{");
		assertThat(change.ids()).contains("phone").doesNotContain("code");
		Document enrol = new Document(this.renderer.renderEnrolment(first, "/login/otp/phone"));
		assertThat(enrol.text("h1")).isNotEqualTo(change.text("h1"));
		assertThat(enrol.markup()).doesNotContain("•");
	}

	@Test
	void restIsToldInHours() {
		OtpPage first = Samples.page(Locale.ENGLISH, null, Notice.NONE);
		OtpPage page = new OtpPage(first.site(), first.csrf(), first.locale(), true, null, Notice.NONE,
				Duration.ofHours(23).minusSeconds(1), Set.of(), OtpPage.Ask.NOTHING);
		assertThat(new Document(this.renderer.renderRest(page)).markup()).contains("possible again in 23 h 0 min.");
	}

	@Test
	void codePageLeadsToAnotherNumber() {
		OtpPage first = Samples.page(Locale.ENGLISH, Samples.status(State.WAITING), Notice.NONE);
		OtpPage page = new OtpPage(first.site(), first.csrf(), first.locale(), true, first.status(), Notice.NONE,
				Duration.ZERO, Set.of(), new OtpPage.Ask(null, List.of(), null, "/login/otp/phone"));
		assertThat(draw(page).markup()).contains("<a href=\"/login/otp/phone\">Use another number</a>");
		assertThat(draw(first).markup()).doesNotContain("another number");
	}

	private Document draw(OtpPage page) {
		return new Document(this.renderer.render(page));
	}

	private static OtpPage harmless() {
		return Samples.page(Samples.SPANISH, Samples.status(State.WAITING), Notice.WRONG);
	}

	static Stream<OtpPage> everyPage() {
		return Stream.of(Locale.ENGLISH, Samples.SPANISH)
			.flatMap((locale) -> Stream.concat(Stream.of(Samples.withoutPhone(locale)), pages(locale)));
	}

	private static Stream<OtpPage> pages(Locale locale) {
		Stream<@Nullable ChallengeStatus> states = Stream.concat(
				Stream.of((ChallengeStatus) null, Samples.due(Duration.ofSeconds(12))),
				Stream.of(State.values()).map(Samples::status));
		return states
			.flatMap((status) -> Stream.of(Notice.values()).map((notice) -> Samples.page(locale, status, notice)));
	}

}
