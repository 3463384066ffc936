package io.github.telnyxotp.sample;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Debian's Chromium under Playwright. Where there is none and apt may install it, it is
 * installed; where it may not, the tests are skipped and say so, but not in CI.
 * Playwright itself downloads nothing.
 */
final class Chromium implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

	private static final List<String> FLAGS = List.of("--no-sandbox", "--disable-gpu", "--no-first-run",
			"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic");

	private static final long INSTALL_MINUTES = 5;

	private final Playwright playwright;

	private final Browser browser;

	Chromium() {
		Optional<Path> found = find().or(Chromium::install);
		// A person without Chromium may do without these tests, CI may not
		Assumptions.assumeTrue(found.isPresent() || System.getenv("CI") != null,
				"The browser tests need Chromium. Install it, for example with 'apt-get install chromium'");
		Path executable = found.orElseThrow();
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable).setHeadless(true).setArgs(FLAGS));
	}

	Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

	private static Optional<Path> find() {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.flatMap((folder) -> NAMES.stream().map((name) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	private static Optional<Path> install() {
		run("apt-get", "update", "-qq");
		run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core");
		return find();
	}

	private static void run(String... command) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD);
			builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
			assertThat(builder.start().waitFor(INSTALL_MINUTES, TimeUnit.MINUTES)).isTrue();
		}
		catch (IOException ex) {
			// No apt here: the message of the constructor says what to do
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
