package io.github.telnyxotp.page;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;

/**
 * Draws the code page. The same model gives the same document; nothing is read besides
 * the words. May be used by many threads at once.
 * <p>
 * The document is well-formed, carries no script, style or event handler of its own, and
 * works without JavaScript.
 *
 * @since 0.1
 */
public final class OtpPageRenderer {

	private static final Template PAGE = Template.read("page.html");

	private static final Template PHONE = Template.read("phone.html");

	private static final Template PHONE_ERROR = new Template("<p id=\"phone-error\" class=\"error\">{{words}}</p>");

	private static final Html PHONE_DESCRIBED = new Html(" aria-describedby=\"phone-hint\"");

	private static final Html PHONE_MISTAKEN = new Html(
			" aria-describedby=\"phone-error phone-hint\" aria-invalid=\"true\"");

	private static final Template BODY = new Template(
			"{{approval}}\n<p class=\"lead\">{{lead}}</p>\n{{rest}}\n{{phones}}");

	private static final Template HELP = new Template("<p>{{words}}</p>");

	private static final Template LEAD = new Template("<p class=\"lead\">{{words}}</p>");

	private static final Template CARE = new Template("<p class=\"care\">{{words}}</p>");

	private static final Template BRAND = new Template("<p class=\"brand\">{{name}}</p>");

	private static final Template LOGOUT = new Template("<div class=\"logout\">{{form}}</div>");

	private static final Html ICON = new Html(OtpAssets.read("icon.svg"));

	private final @Nullable MessageSource messages;

	/**
	 * A renderer with our own words, English and Spanish.
	 */
	public OtpPageRenderer() {
		this(null);
	}

	/**
	 * A renderer that prefers the words of the application.
	 * @param messages where keys that start with {@code telnyx.otp.} are looked up first,
	 * as plain text; {@code null} for our own words only
	 */
	public OtpPageRenderer(@Nullable MessageSource messages) {
		this.messages = messages;
	}

	/**
	 * Draws the page.
	 * @param page what to show
	 * @return a whole HTML document, to be sent as UTF-8
	 */
	public String render(OtpPage page) {
		Texts texts = new Texts(this.messages, page.locale());
		Parts parts = new Parts(page, texts);
		String title = texts.say("title." + view(page));
		Map<String, Object> values = new HashMap<>(head(page, texts, title));
		values.put("icon", ICON);
		values.put("title", title);
		values.put("brand", brand(page));
		values.put("banner", parts.banner());
		values.put("body", Html.all(List.of(body(page, texts, parts), parts.another())));
		values.put("logout", logout(page, parts));
		return PAGE.fill(values).markup();
	}

	/**
	 * Draws the page on which one signs in by phone. It has no place for a number that
	 * was submitted.
	 * @param page what to show, without a status
	 * @param action where the number is posted to
	 * @return a whole HTML document, to be sent as UTF-8
	 */
	public String renderPhone(OtpPage page, String action) {
		Texts texts = new Texts(this.messages, page.locale());
		Parts parts = new Parts(page, texts);
		return number(page, texts, Map.of("action", action, "title", "phone", "current", Html.NOTHING, "care",
				Html.NOTHING, "banner", parts.banner(), "logout", Html.NOTHING));
	}

	/**
	 * Draws the page on which somebody who is signed in enrols a number. It shows the
	 * numbers of the account masked, and has no place for one that was submitted. It
	 * tells of the risk before a number is enrolled (SEC-32).
	 * @param page what to show, without a status
	 * @param action where the number is posted to
	 * @return a whole HTML document, to be sent as UTF-8
	 */
	public String renderEnrolment(OtpPage page, String action) {
		Texts texts = new Texts(this.messages, page.locale());
		Parts parts = new Parts(page, texts);
		List<PhoneNumber> phones = page.ask().phones();
		return number(page, texts,
				Map.of("action", action, "title", phones.isEmpty() ? "enrol" : "change", "current",
						Html.all(phones.stream().map(parts::phone).toList()), "care",
						CARE.fill(Map.of("words", texts.say("enrol.care"))), "banner", parts.banner(true), "logout",
						logout(page, parts)));
	}

	/**
	 * Draws the page that says when a sensitive action is possible again.
	 * @param page what to show, with the time until then
	 * @return a whole HTML document, to be sent as UTF-8
	 */
	public String renderRest(OtpPage page) {
		Texts texts = new Texts(this.messages, page.locale());
		Parts parts = new Parts(page, texts);
		String title = texts.say("title.rest");
		Map<String, Object> values = new HashMap<>(head(page, texts, title));
		values.put("icon", ICON);
		values.put("title", title);
		values.put("brand", brand(page));
		values.put("banner", Html.NOTHING);
		values.put("body",
				LEAD.fill(Map.of("words", texts.say("lead.rest", texts.longTime(Seconds.of(page.after()))))));
		values.put("logout", logout(page, parts));
		return PAGE.fill(values).markup();
	}

	private static String number(OtpPage page, Texts texts, Map<String, ?> own) {
		String title = texts.say("title." + own.get("title"));
		boolean mistaken = page.notice().isAboutInput();
		Html error = mistaken ? PHONE_ERROR.fill(Map.of("words", texts.say("notice.phone"))) : Html.NOTHING;
		Map<String, Object> values = new HashMap<>(head(page, texts, title));
		values.putAll(own);
		values.put("icon", ICON);
		values.put("title", title);
		values.put("documentTitle", mistaken ? texts.say("title.error", title) : values.get("documentTitle"));
		values.put("brand", brand(page));
		Map<String, Object> form = new HashMap<>(own);
		form.put("lead", texts.say("lead." + own.get("title")));
		form.put("csrf", new Parts(page, texts).csrf());
		form.put("label", texts.say("phone.input"));
		form.put("error", error);
		form.put("hint", texts.say("phone.hint"));
		form.put("described", mistaken ? PHONE_MISTAKEN : PHONE_DESCRIBED);
		form.put("submit", texts.say("phone.submit"));
		values.put("body", PHONE.fill(form));
		return PAGE.fill(values).markup();
	}

	/**
	 * Draws the list of remembered devices.
	 * @param page what to show, without a status
	 * @param devices the devices
	 * @return a whole HTML document, to be sent as UTF-8
	 */
	public String renderDevices(OtpPage page, DeviceList devices) {
		Texts texts = new Texts(this.messages, page.locale());
		Parts parts = new Parts(page, texts);
		String title = texts.say("devices.title");
		Map<String, Object> values = new HashMap<>(head(page, texts, title));
		values.put("icon", ICON);
		values.put("title", title);
		values.put("brand", brand(page));
		values.put("banner", parts.banner());
		values.put("body", new DeviceForms(devices, texts, parts).render());
		values.put("logout", logout(page, parts));
		return PAGE.fill(values).markup();
	}

	private static Map<String, ?> head(OtpPage page, Texts texts, String title) {
		Map<String, Object> values = new HashMap<>();
		values.put("language", texts.say("language"));
		values.put("direction", texts.say("direction"));
		values.put("documentTitle", documentTitle(page, texts, title));
		values.put("refresh", Refresh.of(page));
		values.put("pageUrl", page.site().links().page());
		values.put("statusUrl", page.site().links().status());
		values.put("state", state(page));
		values.put("version", version(page));
		values.put("changed", texts.say("steps.changed"));
		values.put("secondsPattern", texts.say("time.seconds", "{0}"));
		values.put("minutesPattern", texts.say("time.minutes", "{0}", "{1}"));
		values.put("min", page.site().codeFormat().min());
		values.put("max", page.site().codeFormat().max());
		return values;
	}

	/** A mistake is told first, since the title is what a screen reader reads first. */
	private static String documentTitle(OtpPage page, Texts texts, String title) {
		String named = (page.site().name() != null) ? title + " – " + page.site().name() : title;
		return page.notice().isAboutInput() && view(page).equals("code") ? texts.say("title.error", named) : named;
	}

	private static Html body(OtpPage page, Texts texts, Parts parts) {
		ChallengeStatus status = page.status();
		String view = view(page);
		if (status != null && view.equals("code")) {
			return new CodeForm(page, texts, parts).render(status);
		}
		if (status != null && view.equals("stalled")) {
			return new CodeForm(page, texts, parts).renderStalled(status);
		}
		boolean choosing = view.equals("start");
		return BODY.fill(Map.of("approval", parts.approval(), "lead", texts.say("lead." + view), "rest",
				rest(page, texts, parts), "phones", choosing ? parts.phones(first(page)) : Html.NOTHING));
	}

	/** Without a phone, and while locked, a button would only lead in a circle. */
	private static Html rest(OtpPage page, Texts texts, Parts parts) {
		return switch (view(page)) {
			case "no-phone" -> HELP.fill(Map.of("words", help(page, texts)));
			case "locked" -> Html.NOTHING;
			case "start" -> parts.form(page.site().links().send(), "primary", "send.first");
			default -> parts.form(page.site().links().send(), "primary", "send.restart");
		};
	}

	/** The plain button sends to the preferred phone. */
	private static @Nullable PhoneNumber first(OtpPage page) {
		return page.ask().phones().stream().findFirst().orElse(null);
	}

	private static String help(OtpPage page, Texts texts) {
		String help = texts.say("help.no-phone");
		return (page.site().links().logout() != null) ? help + " " + texts.say("help.logout") : help;
	}

	private static String view(OtpPage page) {
		ChallengeStatus status = page.status();
		if (status == null) {
			return page.phoneKnown() ? "start" : "no-phone";
		}
		boolean enterable = status.state() == State.SENDING || status.state() == State.WAITING;
		return enterable ? "code" : Parts.id(status.state());
	}

	private static String state(OtpPage page) {
		return (page.status() != null) ? Parts.id(page.status().state()) : "none";
	}

	/** What the script compares with the status, to see whether there is news. */
	private static String version(OtpPage page) {
		if (page.status() == null) {
			return "none";
		}
		ChallengeStatus.Next next = page.status().next();
		return page.status()
			.steps()
			.stream()
			.map((step) -> step.channel().id() + ":" + Parts.id(step.delivery()))
			.collect(Collectors.joining(",", state(page) + "|", "|" + ((next != null) ? next.channel().id() : "")));
	}

	private static Html brand(OtpPage page) {
		String name = page.site().name();
		return (name != null) ? BRAND.fill(Map.of("name", name)) : Html.NOTHING;
	}

	private static Html logout(OtpPage page, Parts parts) {
		String logout = page.site().links().logout();
		return (logout != null) ? LOGOUT.fill(Map.of("form", parts.form(logout, "quiet", "logout"))) : Html.NOTHING;
	}

}
