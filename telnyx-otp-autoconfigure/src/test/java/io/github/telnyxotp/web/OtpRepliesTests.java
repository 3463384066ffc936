package io.github.telnyxotp.web;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OtpRepliesTests {

	@ParameterizedTest
	@CsvSource({ "/,/app/", "/login/otp?sent,/app/login/otp?sent",
			"http://evil/app/page?x=http://y/z,/app/page?x=http://y/z", "https://bank:8443/app,/app",
			"http://evil,/app/", "http://evil//evil,/app/", "http://evil/\\evil,/app/", "javascript:alert(1),/app/",
			"'',/app/" })
	@DisplayName("SEC-64 of an address only the path counts")
	void onlyThePathCounts(String target, String path) {
		assertThat(OtpReplies.local("/app", target)).isEqualTo(path);
		assertThat(OtpReplies.local("", "//evil")).isEqualTo("/");
		assertThat(OtpReplies.local("", "/\\evil")).isEqualTo("/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "text/html, */*;q=0.1", "application/json, text/html;q=0.5", "text/*" })
	void whoAcceptsHtmlByNameIsAPerson(String accept) {
		assertThat(OtpReplies.wantsPage(new Asked("GET", "/").with("Accept", accept))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "*/*", "application/json", "text/html;q=oops", "html" })
	void allOthersArePrograms(String accept) {
		assertThat(OtpReplies.wantsPage(new Asked("GET", "/").with("Accept", accept))).isFalse();
		assertThat(OtpReplies.wantsPage(new Asked("GET", "/"))).isFalse();
	}

	@Test
	void scriptsOfAPageArePrograms() {
		Asked script = new Asked("GET", "/").with("Accept", "text/html").with("X-Requested-With", "XMLHttpRequest");
		assertThat(OtpReplies.wantsPage(script)).isFalse();
	}

	@Test
	void listThatIsTooLongIsNoList() {
		String most = "text/html" + ", text/plain".repeat(49);
		assertThat(OtpReplies.wantsPage(new Asked("GET", "/").with("Accept", most))).isTrue();
		assertThat(OtpReplies.wantsPage(new Asked("GET", "/").with("Accept", most + ", text/plain"))).isFalse();
	}

}
