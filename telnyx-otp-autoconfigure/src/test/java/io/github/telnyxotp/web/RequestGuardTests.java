package io.github.telnyxotp.web;

import java.util.Optional;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestGuardTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private final RequestGuard guard = new RequestGuard(new OtpEndpoints("/login/otp", null, null));

	@ParameterizedTest
	@CsvSource({ "100, application/json, 0", "4096, application/json, 0", "4097, application/json, 413",
			"100, application/x-www-form-urlencoded;charset=UTF-8, 0", "100, text/plain, 415", "100, json, 415",
			"100, , 415", "0, , 0", "-1, , 0" })
	@DisplayName("SEC-23 bodies that are too long or of another type are refused")
	void bodiesAreLimited(long length, String type, int status) {
		Asked asked = new Asked("POST", "/login/otp").ofLength(length);
		assertThat(status((type != null) ? asked.with("Content-Type", type) : asked)).isEqualTo(status);
	}

	@Test
	@DisplayName("SEC-23 a body whose length nobody says is refused")
	void endlessBodyIsRefused() {
		Asked endless = new Asked("POST", "/login/otp").with("Content-Type", FORM).endless();
		assertThat(status(endless)).isEqualTo(411);
	}

	@Test
	void methodsThatAPlaceDoesNotKnowAreNamed() {
		Optional<Reply> refusal = this.guard.refusal(new Asked("DELETE", "/login/otp"));
		assertThat(refusal).hasValueSatisfying((reply) -> {
			assertThat(reply.status()).isEqualTo(405);
			assertThat(reply.headers()).containsEntry("Allow", "GET, HEAD, POST");
		});
	}

	@Test
	void pageOfTheApplicationIsItsOwnButCodesAreOurs() {
		RequestGuard own = new RequestGuard(new OtpEndpoints("/code", "/code", null));
		assertThat(own.isOurs(new Asked("GET", "/code"))).isFalse();
		assertThat(own.isOurs(new Asked("POST", "/code"))).isTrue();
		assertThat(own.isCodePage(new Asked("GET", "/code"))).isTrue();
		assertThat(own.isCodePage(new Asked("GET", "/account"))).isFalse();
	}

	private int status(Asked asked) {
		return this.guard.refusal(asked).map(Reply::status).orElse(0);
	}

}
