package io.github.telnyxotp.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.Next;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * The parts that several states of the page have in common.
 *
 * @param page what to show
 * @param texts the words to use
 */
record Parts(OtpPage page, Texts texts) {

	private static final Template HIDDEN = new Template(
			"<input type=\"hidden\" name=\"{{name}}\" value=\"{{value}}\" />");

	private static final Template BUTTON = new Template(
			"<button class=\"{{style}}\" type=\"submit\"{{choice}}>{{label}}</button>");

	private static final Template CHOICE = new Template(" name=\"channel\" value=\"{{channel}}\"");

	private static final Template FORM = new Template(
			"<form method=\"post\" action=\"{{action}}\" data-once=\"\">\n{{csrf}}{{button}}\n</form>");

	private static final Template PHONE = new Template("""
			<p class="phone"><span class="phone-label">{{label}}</span> <span class="number" aria-hidden="true">\
			{{masked}}</span><span class="unseen">{{spoken}}</span></p>""");

	private static final Template STEPS = new Template("""
			<h2 class="unseen">{{heading}}</h2>
			<ol class="steps">
			{{steps}}</ol>""");

	private static final Template STEP = new Template(
			"<li class=\"step {{delivery}}\" data-step=\"{{channel}}\">{{words}}</li>\n");

	private static final Template DUE = new Template(
			"<li class=\"step due\" data-step=\"{{channel}}\"{{timer}}>{{words}}</li>\n");

	private static final Template TIMER = new Template(
			" data-timer=\"{{seconds}}\" data-words=\"{{pattern}}\" data-over=\"{{over}}\"");

	private static final Template APPROVAL = new Template(
			"<p class=\"approval\"><span class=\"approval-label\">{{label}}</span> <strong>{{words}}</strong></p>");

	private static final Template PHONES = new Template("""
			<section class="send">
			<h2>{{heading}}</h2>
			<form method="post" action="{{action}}" data-once="">
			{{csrf}}
			<div class="choices">
			{{buttons}}
			</div>
			</form>
			</section>""");

	private static final Template ANOTHER = new Template("<p><a href=\"{{place}}\">{{words}}</a></p>");

	private static final Template PHONE_CHOICE = new Template(" name=\"phone\" value=\"{{index}}\"");

	private static final Template BANNER = new Template(
			"<p class=\"banner {{style}}\" role=\"{{role}}\">{{words}}</p>");

	static String id(Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT);
	}

	Html csrf() {
		OtpPage.Csrf csrf = this.page.csrf();
		return (csrf != null) ? HIDDEN.fill(Map.of("name", csrf.parameter(), "value", csrf.token())) : Html.NOTHING;
	}

	/** A form that is only a button. */
	Html form(String action, String style, String words) {
		Html button = BUTTON.fill(Map.of("style", style, "choice", Html.NOTHING, "label", this.texts.say(words)));
		return FORM.fill(Map.of("action", action, "csrf", csrf(), "button", button));
	}

	/** A screen reader would read every dot of the masked number, so it gets words. */
	Html phone(PhoneNumber phone) {
		return PHONE.fill(Map.of("label", this.texts.say("phone.label"), "masked", phone.masked(), "spoken",
				this.texts.say("phone.spoken", phone.lastDigits())));
	}

	/** What the code approves stands above everything that could be clicked. */
	Html approval() {
		String words = this.page.ask().approval();
		return (words != null) ? APPROVAL.fill(Map.of("label", this.texts.say("approval.label"), "words", words))
				: Html.NOTHING;
	}

	/** Who typed a number may have made a mistake in it. */
	Html another() {
		String another = this.page.ask().another();
		return (another != null) ? ANOTHER.fill(Map.of("place", another, "words", this.texts.say("phone.another")))
				: Html.NOTHING;
	}

	/** A button for each other phone of the account. */
	Html phones(@Nullable PhoneNumber current) {
		List<PhoneNumber> all = this.page.ask().phones();
		List<Html> buttons = IntStream.range(0, all.size())
			.filter((index) -> !all.get(index).equals(current))
			.mapToObj((index) -> phoneButton(index, all.get(index)))
			.toList();
		if (all.size() < 2) {
			return Html.NOTHING;
		}
		return PHONES.fill(Map.of("heading", this.texts.say("phones.title"), "action", this.page.site().links().send(),
				"csrf", csrf(), "buttons", Html.all(buttons)));
	}

	private Html phoneButton(int index, PhoneNumber phone) {
		Html choice = PHONE_CHOICE.fill(Map.of("index", index));
		return BUTTON.fill(Map.of("style", "secondary", "choice", choice, "label",
				this.texts.say("phones.send", phone.lastDigits())));
	}

	Html banner() {
		return banner(false);
	}

	/** Over a form for a number, which can be another one next time. */
	Html banner(boolean typesNumber) {
		Notice notice = this.page.notice();
		if (notice == Notice.NONE || notice.isAboutInput()) {
			return Html.NOTHING;
		}
		boolean good = notice == Notice.SENT;
		return BANNER.fill(Map.of("style", good ? "good" : "bad", "role", good ? "status" : "alert", "words",
				words(notice, typesNumber)));
	}

	private String words(Notice notice, boolean typesNumber) {
		if (notice == Notice.DESTINATION && typesNumber) {
			return this.texts.say("notice.number");
		}
		boolean timed = (notice == Notice.TOO_MANY || notice == Notice.TOO_SOON) && !this.page.after().isZero();
		return timed
				? this.texts.say("notice." + notice.id() + ".after", this.texts.time(Seconds.of(this.page.after())))
				: this.texts.say("notice." + notice.id());
	}

	/** The ladder: what was sent so far and what comes next. */
	Html steps(ChallengeStatus status) {
		if (status.steps().isEmpty()) {
			return Html.NOTHING;
		}
		List<Html> items = new ArrayList<>(status.steps().stream().map(this::step).toList());
		if (status.next() != null) {
			items.add(due(status.next()));
		}
		return STEPS.fill(Map.of("heading", this.texts.say("steps.title"), "steps", Html.all(items)));
	}

	private Html due(Next next) {
		String channel = this.texts.say("channel." + next.channel().id());
		String over = this.texts.say("delivery.queued", channel);
		long seconds = Seconds.of(next.after());
		Html timer = (seconds == 0) ? Html.NOTHING : timer(seconds, this.texts.say("next", channel, "{0}"), over);
		return DUE.fill(Map.of("channel", next.channel().id(), "timer", timer, "words",
				(seconds == 0) ? over : this.texts.say("next", channel, this.texts.time(seconds))));
	}

	/** Attributes of an element whose words the script counts down. */
	static Html timer(long seconds, String pattern, String over) {
		return TIMER.fill(Map.of("seconds", seconds, "pattern", pattern, "over", over));
	}

	/**
	 * One button for each channel. The one used last comes first, since most people want
	 * that; while another is due, that one does, and the one used last is last.
	 */
	Html channelButtons(ChallengeStatus status) {
		List<Channel> channels = new ArrayList<>(status.channels());
		List<Html> buttons = new ArrayList<>();
		Next next = status.next();
		if (next != null && channels.remove(next.channel())) {
			buttons.add(button(next.channel(), "send.now."));
		}
		Channel last = last(status.steps());
		boolean again = channels.remove(last);
		channels.forEach((channel) -> buttons.add(button(channel, "send.by.")));
		if (last != null && again) {
			buttons.add((next == null) ? 0 : buttons.size(), button(last, "send.again."));
		}
		return Html.all(buttons);
	}

	private static @Nullable Channel last(List<Step> steps) {
		return steps.isEmpty() ? null : steps.get(steps.size() - 1).channel();
	}

	private Html button(Channel channel, String words) {
		Html choice = CHOICE.fill(Map.of("channel", channel.id()));
		return BUTTON
			.fill(Map.of("style", "secondary", "choice", choice, "label", this.texts.say(words + channel.id())));
	}

	private Html step(Step step) {
		String channel = this.texts.say("channel." + step.channel().id());
		String delivery = id(step.delivery());
		return STEP.fill(Map.of("delivery", delivery, "channel", step.channel().id(), "words",
				this.texts.say("delivery." + delivery, channel)));
	}

}
