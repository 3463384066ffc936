package io.github.telnyxotp.page;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.ChallengeStatus.State;
import io.github.telnyxotp.ChallengeStatus.Step;
import io.github.telnyxotp.Delivery;

/**
 * The page while a code can be entered or another be asked for.
 *
 * @param page what to show
 * @param texts the words to use
 * @param parts the parts to use
 */
record CodeForm(OtpPage page, Texts texts, Parts parts) {

	private static final Template CODE = Template.read("code.html");

	private static final Template SEND = Template.read("send.html");

	private static final Template STALLED = new Template("""
			<p class="lead">{{lead}}</p>
			{{phone}}
			{{steps}}
			{{send}}""");

	private static final Template TIMER = new Template("<p class=\"timer\"{{timer}}>{{words}}</p>");

	private static final Template ERROR = new Template("<p id=\"code-error\" class=\"error\">{{words}}</p>");

	private static final Template REFRESH = new Template(
			"<noscript><p><a href=\"{{pageUrl}}\">{{words}}</a></p></noscript>");

	private static final Template PLAIN = new Template("<p class=\"timer\">{{words}}</p>");

	private static final Template SLOW = new Template("<p class=\"slow\">{{words}}</p>");

	private static final Template REMEMBER = new Template("""
			<label class="choice" for="remember"><input id="remember" name="remember" type="checkbox" value="true" />\
			<span>{{words}}</span></label>""");

	private static final Html DESCRIBED = new Html(" aria-describedby=\"code-hint\"");

	private static final Html DESCRIBED_BY_ERROR = new Html(
			" aria-describedby=\"code-error code-hint\" aria-invalid=\"true\"");

	private static final Html COOLDOWN = new Html(" data-cooldown=\"\"");

	Html render(ChallengeStatus status) {
		boolean mistaken = this.page.notice().isAboutInput();
		Map<String, Object> values = new HashMap<>();
		values.put("lead", lead(status));
		values.put("phone", this.parts.phone(status.phone()));
		values.put("approval", this.parts.approval());
		values.put("phones", this.parts.phones(status.phone()));
		values.put("pageUrl", this.page.site().links().page());
		values.put("csrf", this.parts.csrf());
		values.put("label", this.texts.say("code.label"));
		values.put("error", mistaken ? error(status) : Html.NOTHING);
		// room for one separator between any two digits
		values.put("maxlength", 2 * this.page.site().codeFormat().max() - 1);
		values.put("described", mistaken ? DESCRIBED_BY_ERROR : DESCRIBED);
		values.put("hint", this.texts.say("code.hint"));
		values.put("remember", remember());
		values.put("submit", this.texts.say("code.submit"));
		values.put("validity", timer(Seconds.of(status.expiresAfter()), "code.valid", "code.over"));
		values.put("steps", progress(status));
		values.put("send", send(status));
		values.put("care", this.texts.say("care"));
		return CODE.fill(values);
	}

	Html renderStalled(ChallengeStatus status) {
		return STALLED.fill(Map.of("lead", this.texts.say("lead.stalled"), "phone", this.parts.phone(status.phone()),
				"steps", this.parts.steps(status), "send", send(status)));
	}

	private String lead(ChallengeStatus status) {
		return instead(status.steps()).orElseGet(() -> usual(status));
	}

	/** Who waits for a message that will not come is told where to look instead. */
	private Optional<String> instead(List<Step> steps) {
		int newest = steps.size() - 1;
		if (newest < 1 || !coming(steps.get(newest))
				|| steps.subList(0, newest).stream().anyMatch((step) -> !missed(step))) {
			return Optional.empty();
		}
		Channel missed = steps.get(newest - 1).channel();
		Channel coming = steps.get(newest).channel();
		return (missed == coming) ? Optional.empty() : Optional.of(this.texts.say("lead.instead",
				this.texts.say("lead.missed." + missed.id()), this.texts.say("lead.coming." + coming.id())));
	}

	private static boolean missed(Step step) {
		return step.delivery() == Delivery.FAILED || step.delivery() == Delivery.REFUSED;
	}

	private static boolean coming(Step step) {
		return !missed(step) && step.delivery() != Delivery.DELIVERED;
	}

	private String usual(ChallengeStatus status) {
		List<Channel> arrived = status.steps()
			.stream()
			.filter((step) -> step.delivery().mayHaveArrived())
			.map(Step::channel)
			.toList();
		if (arrived.isEmpty()) {
			return this.texts.say(isVisitors(status) ? "lead.visitor" : "lead.sending");
		}
		String newest = this.texts.say("lead." + arrived.get(arrived.size() - 1).id());
		return (arrived.size() == 1) ? newest : newest + " " + this.texts.say("lead.newest");
	}

	/** A visitor is not told what was sent. */
	private static boolean isVisitors(ChallengeStatus status) {
		return status.state() == State.WAITING && status.steps().isEmpty();
	}

	private Html error(ChallengeStatus status) {
		String words = this.texts.say("notice." + this.page.notice().id());
		return ERROR.fill(Map.of("words", words + attempts(status.attemptsLeft())));
	}

	/** Never ticked beforehand: it is the person's choice (SEC-37). */
	private Html remember() {
		Duration time = this.page.ask().remember();
		return (time != null) ? REMEMBER.fill(Map.of("words", this.texts.days("remember", time))) : Html.NOTHING;
	}

	private String attempts(int left) {
		if (this.page.notice() != Notice.WRONG || left < 1) {
			return "";
		}
		return " " + ((left == 1) ? this.texts.say("attempts.one")
				: this.texts.say("attempts.many", Integer.toString(left)));
	}

	private Html progress(ChallengeStatus status) {
		Html refresh = (status.state() != State.SENDING) ? Html.NOTHING : REFRESH
			.fill(Map.of("pageUrl", this.page.site().links().page(), "words", this.texts.say("steps.refresh")));
		return Html.all(List.of(this.parts.steps(status), slow(status), refresh));
	}

	/** Said only to somebody who waits and has another way that is not slow too. */
	private Html slow(ChallengeStatus status) {
		int newest = status.steps().size() - 1;
		if (newest < 0 || !coming(status.steps().get(newest))) {
			return Html.NOTHING;
		}
		Channel channel = status.steps().get(newest).channel();
		boolean other = status.channels().stream().anyMatch((each) -> !this.page.slow().contains(each));
		return (this.page.slow().contains(channel) && other)
				? SLOW.fill(Map.of("words", this.texts.say("slow." + channel.id()))) : Html.NOTHING;
	}

	private Html send(ChallengeStatus status) {
		if (status.channels().isEmpty()) {
			return (status.state() == State.SENDING) ? Html.NOTHING
					: PLAIN.fill(Map.of("words", this.texts.say("send.none")));
		}
		long wait = Seconds.of(status.resendAfter());
		return SEND
			.fill(Map.of("heading", this.texts.say((status.state() == State.STALLED) ? "send.choose" : "send.title"),
					"wait", timer(wait, "send.wait", "send.ready"), "sendUrl", this.page.site().links().send(),
					"cooldown", (wait > 0) ? COOLDOWN : Html.NOTHING, "csrf", this.parts.csrf(), "buttons",
					this.parts.channelButtons(status)));
	}

	/** The words work without the script, which only counts them down. */
	private Html timer(long seconds, String words, String over) {
		if (seconds == 0) {
			return Html.NOTHING;
		}
		return TIMER.fill(Map.of("timer", Parts.timer(seconds, this.texts.say(words, "{0}"), this.texts.say(over)),
				"words", this.texts.say(words, this.texts.time(seconds))));
	}

}
