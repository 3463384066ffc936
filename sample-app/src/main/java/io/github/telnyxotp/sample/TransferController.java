package io.github.telnyxotp.sample;

import java.security.Principal;
import java.util.Optional;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page from which money is sent.
 */
@Controller
class TransferController {

	private final TransferDesk desk;

	private final Transfers transfers;

	TransferController(TransferDesk desk, Transfers transfers) {
		this.desk = desk;
		this.transfers = transfers;
	}

	@GetMapping("/transfer")
	String form(Principal customer, Model model) {
		model.addAttribute("transfers", this.transfers.findFirst5ByCustomerOrderByIdDesc(customer.getName()));
		return "transfer";
	}

	/** What makes no sense is said at once: nobody is to pay for a code for it. */
	@PostMapping("/transfer")
	String send(@RequestParam String amount, @RequestParam String payee, @RequestParam String account,
			Principal customer, Model model, RedirectAttributes next) {
		Optional<TransferOrder> order = TransferOrder.of(amount, payee, account);
		if (order.isEmpty()) {
			model.addAttribute("mistaken", true);
			return form(customer, model);
		}
		this.desk.send(customer.getName(), order.get());
		next.addFlashAttribute("sent", order.get().words());
		return "redirect:/transfer";
	}

}
