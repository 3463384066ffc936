package io.github.telnyxotp.sample;

import java.util.List;

import io.github.telnyxotp.security.PhoneFactor;
import io.github.telnyxotp.simulator.TelnyxSimulator;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The pages of the bank.
 */
@Controller
class BankController {

	private static final int MOST_SIGN_INS = 10;

	private final ObjectProvider<TelnyxSimulator> simulator;

	private final AuditTrail trail;

	BankController(ObjectProvider<TelnyxSimulator> simulator, AuditTrail trail) {
		this.simulator = simulator;
		this.trail = trail;
	}

	@GetMapping("/")
	String home(Model model) {
		this.simulator.ifAvailable((phones) -> model.addAttribute("inbox", phones.inboxUrl()));
		return "home";
	}

	@GetMapping("/login")
	String login(@Nullable Authentication customer, Model model) {
		// A phone alone is one factor, and leads here for the other
		model.addAttribute("confirmed", customer != null && PhoneFactor.isAllOf(customer));
		return "login";
	}

	@GetMapping("/account")
	String account(Authentication customer, Model model) {
		List<String> factors = customer.getAuthorities()
			.stream()
			.map(GrantedAuthority::getAuthority)
			.filter((authority) -> authority.matches("FACTOR_[A-Z_]+"))
			.sorted()
			.toList();
		List<SignIn> signIns = SignIn.of(this.trail.findFirst200ByCustomerOrderByIdDesc(customer.getName()));
		model.addAttribute("customer", customer.getName());
		model.addAttribute("factors", factors);
		model.addAttribute("signIns", signIns.stream().limit(MOST_SIGN_INS).toList());
		return "account";
	}

}
