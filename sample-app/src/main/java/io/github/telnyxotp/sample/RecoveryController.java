package io.github.telnyxotp.sample;

import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.servlet.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * A new password for whoever proves the phone of an account. Nothing here tells whether
 * there is such an account: every name gets the same pages. A real bank would ask for
 * more than a phone, tell the customer, and end the sessions that are open.
 */
@Controller
@RequestMapping("/recovery")
class RecoveryController {

	static final String PENDING = "bank.RECOVERY";

	static final String DONE = "bank.RECOVERED";

	private static final String CODE_PAGE = "redirect:/recovery/code";

	private static final String PASSWORD_PAGE = "redirect:/recovery/password";

	private final OtpFlow otp;

	private final Origins origins;

	private final CustomerPhones phones;

	private final PasswordEncoder encoder;

	private final Accounts accounts;

	RecoveryController(OtpFlow otp, Origins origins, CustomerPhones phones, PasswordEncoder encoder,
			Accounts accounts) {
		this.otp = otp;
		this.origins = origins;
		this.phones = phones;
		this.encoder = encoder;
		this.accounts = accounts;
	}

	@GetMapping
	String form(Model model) {
		model.addAttribute("form", new SignUpForm(null, null, null));
		return "recovery";
	}

	@PostMapping
	String begin(@ModelAttribute("form") SignUpForm form, HttpServletRequest request, Model model) {
		if (!form.hasName()) {
			model.addAttribute("error", "name");
			return "recovery";
		}
		HttpSession session = request.getSession();
		SendDecision decision = this.otp.recover(form.name(), this.phones.of(form.name()).orElse(null),
				this.origins.of(request), current(session, form.name()));
		if (decision instanceof SendDecision.Granted granted) {
			session.removeAttribute(DONE);
			session.setAttribute(PENDING, new Recovery(form.name(), granted.challenge().value(), false));
			return CODE_PAGE;
		}
		Problem problem = Problem.of(decision);
		model.addAttribute("error", problem.id());
		model.addAttribute("after", Later.in(Long.toString(problem.seconds())));
		return "recovery";
	}

	@GetMapping("/code")
	String code(@RequestParam(required = false) @Nullable String after, HttpSession session, Model model) {
		Recovery recovery = pending(session);
		if (recovery == null) {
			return elsewhere(session);
		}
		if (recovery.proved()) {
			return PASSWORD_PAGE;
		}
		Optional<ChallengeStatus> status = this.otp.status(recovery.id(), recovery.owner());
		if (status.isEmpty()) {
			return "redirect:/recovery?error=over";
		}
		model.addAttribute("name", recovery.name());
		model.addAttribute("state", status.get().state().name());
		model.addAttribute("left", status.get().attemptsLeft());
		model.addAttribute("more", !status.get().channels().isEmpty());
		model.addAttribute("wait", status.get().resendAfter().isZero() ? "now" : Later.in(status.get().resendAfter()));
		model.addAttribute("after", Later.in(after));
		return "recovery-code";
	}

	@PostMapping("/code")
	String check(@RequestParam(defaultValue = "") String code, HttpSession session) {
		Recovery recovery = pending(session);
		if (recovery == null) {
			return elsewhere(session);
		}
		Optional<String> digits = CodeFormat.ANY.normalise(code);
		if (digits.isEmpty()) {
			return CODE_PAGE + "?error=malformed";
		}
		Verdict verdict = this.otp.verify(recovery.id(), recovery.owner(), digits.get());
		boolean onFile = verdict instanceof Verdict.Accepted accepted
				&& this.phones.of(recovery.name()).filter(accepted.phone()::equals).isPresent();
		if (!onFile) {
			return CODE_PAGE + Problem.of(verdict).query();
		}
		session.setAttribute(PENDING, recovery.prove());
		return PASSWORD_PAGE;
	}

	@PostMapping("/send")
	String send(HttpSession session) {
		Recovery recovery = pending(session);
		if (recovery == null) {
			return elsewhere(session);
		}
		SendDecision decision = this.otp.resend(recovery.id(), recovery.owner(), null);
		return CODE_PAGE + ((decision instanceof SendDecision.Granted) ? "?sent" : Problem.of(decision).query());
	}

	@GetMapping("/password")
	String password(HttpSession session, Model model) {
		Recovery recovery = pending(session);
		if (recovery == null || !isProved(recovery)) {
			return (recovery != null && !recovery.proved()) ? CODE_PAGE : elsewhere(session);
		}
		model.addAttribute("name", recovery.name());
		return "recovery-password";
	}

	@PostMapping("/password")
	String change(@ModelAttribute("form") SignUpForm form, HttpSession session) {
		Recovery recovery = pending(session);
		if (recovery == null || !isProved(recovery)) {
			return (recovery != null && !recovery.proved()) ? CODE_PAGE : elsewhere(session);
		}
		if (!form.hasPassword()) {
			return PASSWORD_PAGE + "?error=password";
		}
		session.removeAttribute(PENDING);
		this.accounts.changePassword(recovery.name(), this.encoder.encode(form.password()));
		session.setAttribute(DONE, recovery.name());
		return "redirect:/recovery/done";
	}

	@GetMapping("/done")
	String done(HttpSession session, Model model) {
		Object name = session.getAttribute(DONE);
		if (name == null) {
			return "redirect:/recovery";
		}
		model.addAttribute("name", name);
		return "recovery-done";
	}

	/** For as long as the challenge is remembered. */
	private boolean isProved(Recovery recovery) {
		return recovery.proved() && this.otp.status(recovery.id(), recovery.owner()).isPresent();
	}

	/** For whoever comes back, reloads, or has finished in another tab. */
	private static String elsewhere(HttpSession session) {
		return (session.getAttribute(DONE) != null) ? "redirect:/recovery/done" : "redirect:/recovery?error=over";
	}

	private static @Nullable Recovery pending(HttpSession session) {
		return (session.getAttribute(PENDING) instanceof Recovery recovery) ? recovery : null;
	}

	private static @Nullable ChallengeId current(HttpSession session, String name) {
		Recovery before = pending(session);
		return (before != null && before.name().equals(name)) ? before.id() : null;
	}

}
