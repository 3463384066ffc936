package io.github.telnyxotp.sample;

import io.github.telnyxotp.simulator.TelnyxSimulator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where to click.
 */
@Component
class Welcome {

	private static final String TEXT = """

			  The bank is open:       http://localhost:%s
			  The phones are here:    %s

			  Sign in as              alice / wonderland   (her code comes by WhatsApp)
			                          bob / builder        (no WhatsApp: his comes by SMS)
			                          carol / singer       (hers is read to her in a call)
			  Or sign up              with any number of the USA, such as +1 555 010 0004
			""";

	private final ObjectProvider<TelnyxSimulator> simulator;

	Welcome(ObjectProvider<TelnyxSimulator> simulator) {
		this.simulator = simulator;
	}

	@EventListener
	void print(ApplicationReadyEvent ready) {
		String port = ready.getApplicationContext().getEnvironment().getProperty("local.server.port");
		this.simulator.ifAvailable((phones) -> System.out.printf(TEXT, port, phones.inboxUrl()));
	}

}
