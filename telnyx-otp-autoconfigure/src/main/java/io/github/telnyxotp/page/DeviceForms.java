package io.github.telnyxotp.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.telnyxotp.RememberedDevice;

/**
 * The body of the page of remembered devices: each has a form that forgets it.
 *
 * @param list what to show
 * @param texts the words to use
 * @param parts the parts to use
 */
record DeviceForms(DeviceList list, Texts texts, Parts parts) {

	private static final Template BODY = new Template("""
			<p class="lead">{{lead}}</p>
			{{devices}}
			{{all}}""");

	private static final Template LIST = new Template("<ul class=\"devices\">\n{{items}}</ul>");

	private static final Template ITEM = new Template("""
			<li>
			<p><strong>{{name}}</strong>{{here}}</p>
			<p class="hint">{{times}}</p>
			{{form}}
			</li>
			""");

	private static final Template HERE = new Template(" · {{words}}");

	private static final Template FORM = new Template("""
			<form method="post" action="{{action}}" data-once="">
			{{csrf}}<button class="secondary" type="submit" name="device" value="{{device}}">{{label}}</button>
			</form>""");

	Html render() {
		List<RememberedDevice> devices = this.list.devices();
		if (devices.isEmpty()) {
			return BODY
				.fill(Map.of("lead", this.texts.say("devices.none"), "devices", Html.NOTHING, "all", Html.NOTHING));
		}
		Html items = Html.all(devices.stream().map(this::item).toList());
		Html all = (devices.size() > 1) ? form(DeviceList.ALL, this.texts.say("devices.forget.all")) : Html.NOTHING;
		return BODY.fill(Map.of("lead", this.texts.say("devices.lead"), "devices", LIST.fill(Map.of("items", items)),
				"all", all));
	}

	private Html item(RememberedDevice device) {
		String name = device.label().isEmpty() ? this.texts.say("devices.unknown") : device.label();
		Html here = device.reference().equals(this.list.current())
				? HERE.fill(Map.of("words", this.texts.say("devices.here"))) : Html.NOTHING;
		String times = this.texts.say("devices.times", day(device.created()), day(device.lastUsed()),
				day(device.expires()));
		return ITEM.fill(Map.of("name", name, "here", here, "times", times, "form",
				form(device.reference(), this.texts.say("devices.forget.label", name))));
	}

	private Html form(String device, String label) {
		return FORM
			.fill(Map.of("action", this.list.action(), "csrf", this.parts.csrf(), "device", device, "label", label));
	}

	/** In the language of the words around it, and in UTC as nobody told us better. */
	private String day(Instant time) {
		return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
			.withLocale(Locale.forLanguageTag(this.texts.say("language")))
			.format(time.atZone(ZoneOffset.UTC));
	}

}
