package io.github.telnyxotp.sample;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.telnyxotp.simulator.TelnyxSimulator;
import io.github.telnyxotp.test.NoLeaks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real browser in front of the bank. It may complain of nothing. Screenshots lie in
 * {@code target/screenshots}.
 */
@NoLeaks
@Import(Unlimited.class)
abstract class BrowserTests {

	static final String ALICE = "+15550100001";

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private static Chromium chromium;

	@LocalServerPort
	private int port;

	@Autowired
	TelnyxSimulator simulator;

	private final List<String> complaints = new ArrayList<>();

	private final List<BrowserContext> contexts = new ArrayList<>();

	@BeforeAll
	static void launch() {
		chromium = new Chromium();
	}

	@AfterAll
	static void quit() {
		chromium.close();
	}

	@AfterEach
	void leave() {
		this.contexts.forEach(BrowserContext::close);
		assertThat(this.complaints).as("what the browser complained about").isEmpty();
	}

	static Browser.NewContextOptions desktop() {
		return new Browser.NewContextOptions().setViewportSize(1280, 800);
	}

	static Browser.NewContextOptions phone() {
		return new Browser.NewContextOptions().setViewportSize(390, 844);
	}

	final Page page(Browser.NewContextOptions options) {
		BrowserContext context = chromium.browser().newContext(options);
		this.contexts.add(context);
		return watched(context);
	}

	final Page watched(BrowserContext context) {
		Page page = context.newPage();
		page.onConsoleMessage((message) -> {
			if (message.type().equals("error")) {
				this.complaints.add(message.text());
			}
		});
		page.onPageError(this.complaints::add);
		return page;
	}

	final String url(String path) {
		return "http://localhost:" + this.port + path;
	}

	final void signIn(Page page, String user, String password) {
		page.navigate(url("/login"));
		page.fill("#username", user);
		page.fill("#password", password);
		page.click("button[type=submit]");
		page.navigate(url("/account"));
		page.waitForURL("**/login/otp*");
		ready(page);
	}

	/** Until a message has arrived the page may still load itself anew. */
	static void ready(Page page) {
		page.waitForSelector("main[data-state=waiting]");
	}

	static void shoot(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
	}

}
