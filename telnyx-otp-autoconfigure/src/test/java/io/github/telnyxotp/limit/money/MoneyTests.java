package io.github.telnyxotp.limit.money;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Money}.
 */
class MoneyTests {

	@ParameterizedTest
	@CsvSource({ "0,0,0", "0.05,50000,0.05", "0.000001,1,0.000001", "50,50000000,50", "50.00,50000000,50",
			"1e3,1000000000,1000", "1000000000,1000000000000000,1000000000", "0.0100000,10000,0.01" })
	void dollarsAndMillionthsAreTheSame(String dollars, long micros, BigDecimal back) {
		Money money = Money.of(dollars);
		assertThat(money.micros()).isEqualTo(micros);
		assertThat(money.dollars()).isEqualTo(back);
		assertThat(money).hasToString(back.toPlainString() + " USD");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.0000001", "99999999999999999999", "-1", "-0.000001", "1000000000.000001" })
	void whatCannotBeExactIsRefused(String dollars) {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.of(dollars)).withMessageStartingWith("An amount");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "ten", "$5", "NaN" })
	void whatIsNoNumberIsRefused(String dollars) {
		assertThatIllegalArgumentException().isThrownBy(() -> Money.of(dollars)).withMessageContaining("a number");
	}

	@Test
	void countsExactly() {
		assertThat(Money.of("0.1").plus(Money.of("0.2"))).isEqualTo(Money.of("0.3"));
		assertThat(Money.of("0.3").less(Money.of("0.1"))).isEqualTo(Money.of("0.2"));
		assertThat(Money.of("0.1").less(Money.of("0.3"))).isEqualTo(Money.ZERO);
		assertThat(Money.of("0.000009").percent(50)).isEqualTo(Money.of("0.000004"));
		assertThat(Money.of("1")).isGreaterThan(Money.of("0.999999")).isLessThan(Money.of("1.000001"));
	}

}
