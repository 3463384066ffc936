package io.github.telnyxotp.sample;

import java.util.List;
import java.util.Optional;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.ChallengeStatus;
import io.github.telnyxotp.Claimant;
import io.github.telnyxotp.CodeFormat;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.SendDecision;
import io.github.telnyxotp.Verdict;
import io.github.telnyxotp.flow.OtpFlow;
import io.github.telnyxotp.phonebook.PhoneNumberParser;
import io.github.telnyxotp.servlet.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
 * Opens an account for whoever proves a phone. That a name is taken is told only after
 * the right code, and for a few names, so that asking for names costs as much as signing
 * up.
 */
@Controller
@RequestMapping("/sign-up")
class SignUpController {

	static final String PENDING = "bank.SIGN_UP";

	static final String OPENED = "bank.OPENED";

	/** How many names one right code may try. */
	static final int NAMES = 5;

	private static final String CODE_PAGE = "redirect:/sign-up/code";

	private final OtpFlow otp;

	private final Origins origins;

	private final PhoneNumberParser parser;

	private final PasswordEncoder encoder;

	private final Accounts accounts;

	SignUpController(OtpFlow otp, Origins origins, PhoneNumberParser parser, PasswordEncoder encoder,
			Accounts accounts) {
		this.otp = otp;
		this.origins = origins;
		this.parser = parser;
		this.encoder = encoder;
		this.accounts = accounts;
	}

	@GetMapping
	String form(Model model) {
		model.addAttribute("form", new SignUpForm(null, null, null));
		return "sign-up";
	}

	@PostMapping
	String begin(@ModelAttribute("form") SignUpForm form, HttpServletRequest request, Model model) {
		Optional<PhoneNumber> phone = this.parser.parse(form.phone());
		if (!form.hasName() || !form.hasPassword() || phone.isEmpty()) {
			model.addAttribute("error", !form.hasName() ? "name" : (!form.hasPassword() ? "password" : "phone"));
			return "sign-up";
		}
		Claimant claimant = new Claimant(SignUp.owner(form.name()), phone.get(), this.origins.of(request));
		HttpSession session = request.getSession();
		SendDecision decision = this.otp.begin(claimant, null, current(session));
		if (decision instanceof SendDecision.Granted granted) {
			session.removeAttribute(OPENED);
			session.setAttribute(PENDING,
					new SignUp(form.name(), this.encoder.encode(form.password()), granted.challenge().value()));
			return CODE_PAGE;
		}
		Problem problem = Problem.of(decision);
		model.addAttribute("error", problem.id());
		model.addAttribute("after", Later.in(Long.toString(problem.seconds())));
		return "sign-up";
	}

	@GetMapping("/code")
	String code(@RequestParam(required = false) @Nullable String after, HttpSession session, Model model,
			HttpServletResponse response) {
		SignUp signUp = pending(session);
		if (signUp == null) {
			return elsewhere(session);
		}
		Optional<ChallengeStatus> status = this.otp.status(signUp.id(), signUp.owner());
		if (status.isEmpty()) {
			return "redirect:/sign-up?error=over";
		}
		if (status.get().state() == ChallengeStatus.State.USED) {
			return "redirect:/sign-up/name";
		}
		if (status.get().state() == ChallengeStatus.State.SENDING) {
			// Also without a script; nobody has typed a code yet
			response.setHeader("Refresh", "2");
		}
		show(status.get(), model);
		model.addAttribute("after", Later.in(after));
		return "sign-up-code";
	}

	private static void show(ChallengeStatus status, Model model) {
		List<ChallengeStatus.Step> steps = status.steps();
		model.addAttribute("state", status.state().name());
		model.addAttribute("phone", status.phone().masked());
		model.addAttribute("channel", steps.isEmpty() ? "" : steps.get(steps.size() - 1).channel().name());
		model.addAttribute("left", status.attemptsLeft());
		model.addAttribute("more", !status.channels().isEmpty());
		model.addAttribute("wait", status.resendAfter().isZero() ? "now" : Later.in(status.resendAfter()));
		model.addAttribute("life", Later.in(status.expiresAfter()));
	}

	@PostMapping("/code")
	String check(@RequestParam(defaultValue = "") String code, HttpSession session) {
		SignUp signUp = pending(session);
		if (signUp == null) {
			return elsewhere(session);
		}
		Optional<String> digits = CodeFormat.ANY.normalise(code);
		if (digits.isEmpty()) {
			return CODE_PAGE + "?error=malformed";
		}
		Verdict verdict = this.otp.verify(signUp.id(), signUp.owner(), digits.get());
		return (verdict instanceof Verdict.Accepted accepted) ? open(session, signUp, signUp.name(), accepted.phone())
				: CODE_PAGE + Problem.of(verdict).query();
	}

	@PostMapping("/send")
	String send(HttpSession session) {
		SignUp signUp = pending(session);
		if (signUp == null) {
			return elsewhere(session);
		}
		SendDecision decision = this.otp.resend(signUp.id(), signUp.owner(), null);
		return CODE_PAGE + ((decision instanceof SendDecision.Granted) ? "?sent" : Problem.of(decision).query());
	}

	/** Another name for somebody whose phone is proved. */
	@GetMapping("/name")
	String name(HttpSession session, Model model) {
		SignUp signUp = pending(session);
		if (signUp == null || proved(signUp).isEmpty()) {
			return (signUp != null) ? CODE_PAGE : elsewhere(session);
		}
		model.addAttribute("name", signUp.name());
		return "sign-up-name";
	}

	@PostMapping("/name")
	String rename(@ModelAttribute("form") SignUpForm form, HttpSession session) {
		SignUp signUp = pending(session);
		Optional<PhoneNumber> phone = (signUp != null) ? proved(signUp) : Optional.empty();
		if (signUp == null || phone.isEmpty()) {
			return (signUp != null) ? CODE_PAGE : elsewhere(session);
		}
		return form.hasName() ? open(session, signUp, form.name(), phone.get()) : "redirect:/sign-up/name?error=name";
	}

	@GetMapping("/done")
	String done(HttpSession session, Model model) {
		Object name = session.getAttribute(OPENED);
		if (name == null) {
			return "redirect:/sign-up";
		}
		model.addAttribute("name", name);
		return "sign-up-done";
	}

	private String open(HttpSession session, SignUp signUp, String name, PhoneNumber phone) {
		int tries = signUp.tries().incrementAndGet();
		if (tries <= NAMES && this.accounts.open(name, signUp.password(), phone, signUp.id().reference())) {
			session.removeAttribute(PENDING);
			session.setAttribute(OPENED, name);
			return "redirect:/sign-up/done";
		}
		if (tries < NAMES) {
			return "redirect:/sign-up/name?error=taken";
		}
		session.removeAttribute(PENDING);
		return elsewhere(session);
	}

	/** The phone of a challenge whose code was right. */
	private Optional<PhoneNumber> proved(SignUp signUp) {
		return this.otp.status(signUp.id(), signUp.owner())
			.filter((status) -> status.state() == ChallengeStatus.State.USED)
			.map(ChallengeStatus::phone);
	}

	/** For whoever comes back, reloads, or has finished in another tab. */
	private static String elsewhere(HttpSession session) {
		return (session.getAttribute(OPENED) != null) ? "redirect:/sign-up/done" : "redirect:/sign-up?error=over";
	}

	private static @Nullable SignUp pending(HttpSession session) {
		return (session.getAttribute(PENDING) instanceof SignUp signUp) ? signUp : null;
	}

	private static @Nullable ChallengeId current(HttpSession session) {
		SignUp before = pending(session);
		return (before != null) ? before.id() : null;
	}

}
