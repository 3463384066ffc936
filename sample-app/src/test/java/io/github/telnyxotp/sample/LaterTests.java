package io.github.telnyxotp.sample;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LaterTests {

	@ParameterizedTest
	@CsvSource({ "PT0.001S,in 1 second", "PT30S,in 30 seconds", "PT2M,in 120 seconds", "PT2M0.1S,in 3 minutes",
			"PT2H,in 120 minutes", "PT2H1S,in 3 hours" })
	void timeIsRoundedUp(Duration time, String words) {
		assertThat(Later.in(time)).isEqualTo(words);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "0", "-1", "x", "999999999", "<b>" })
	void whatIsNoTimeIsLater(String text) {
		assertThat(Later.in(text)).isEqualTo("later");
	}

}
