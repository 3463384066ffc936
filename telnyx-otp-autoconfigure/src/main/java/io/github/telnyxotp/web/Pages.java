package io.github.telnyxotp.web;

import java.time.Duration;
import java.util.Set;

import io.github.telnyxotp.page.Notice;
import io.github.telnyxotp.page.OtpPage;
import io.github.telnyxotp.page.OtpPageRenderer;

import org.springframework.http.MediaType;

/**
 * What all pages of one chain have in common.
 *
 * @param places where the endpoints lie
 * @param settings the settings of the login
 * @param renderer draws the pages
 */
record Pages(OtpEndpoints places, OtpLoginSettings settings, OtpPageRenderer renderer) {

	OtpPage.Site site(Exchange exchange) {
		return new OtpPage.Site(this.places.links(exchange), this.settings.codeFormat(), this.settings.name());
	}

	/** A page that is about no challenge. */
	OtpPage plain(Exchange exchange, Notice notice, Duration after) {
		return new OtpPage(site(exchange), exchange.csrf(), exchange.locale(), true, null, notice, after, Set.of(),
				OtpPage.Ask.NOTHING);
	}

	static Reply html(int status, String html) {
		return Reply.of(status, MediaType.TEXT_HTML, html);
	}

}
