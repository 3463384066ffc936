package io.github.telnyxotp.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Starts the bank, and beside it a simulator that plays Telnyx.
 *
 * @since 0.1
 */
@SpringBootApplication
public class SampleBankApplication {

	/**
	 * Starts the bank.
	 * @param arguments settings as Spring Boot takes them
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(SampleBankApplication.class, arguments);
	}

}
