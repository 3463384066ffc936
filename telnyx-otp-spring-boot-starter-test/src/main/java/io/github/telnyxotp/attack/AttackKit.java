package io.github.telnyxotp.attack;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.telnyxotp.attack.Plan.Application;
import io.github.telnyxotp.attack.Plan.Effort;
import io.github.telnyxotp.simulator.TelnyxSimulator;
import io.github.telnyxotp.test.SettableClock;

/**
 * Sends attackers against an application on this machine that runs on a Telnyx simulator.
 * Each method returns another kit; a kit never changes.
 *
 * <pre>{@code
 * AttackKit.against(URI.create("http://localhost:8080"), simulator)
 *     .entrance(Entrance.password(new Account("bob", "builder", "+15550100002")))
 *     .users(new Account("alice", "wonderland", "+15550100001"))
 *     .run(Attacker.VOICE_PUMPER)
 *     .maxMessages(10);
 * }</pre>
 *
 * Before the first attack a real user signs in. If that does not work, or no message
 * reaches the simulator, nothing is attacked.
 *
 * @since 0.1
 */
public final class AttackKit {

	private static final Effort USUAL = new Effort(100, 6, Duration.ofSeconds(30), 1);

	private final Plan plan;

	private final List<Attacker> attackers;

	private final Consumer<AttackReport> demands;

	private AttackKit(Plan plan, List<Attacker> attackers, Consumer<AttackReport> demands) {
		this.plan = plan;
		this.attackers = attackers;
		this.demands = demands;
	}

	/**
	 * A kit against an application, with a simulator in the same process.
	 * @param application its address, for example {@code http://localhost:8080}
	 * @param simulator the simulator that it uses
	 * @return the kit
	 * @throws IllegalArgumentException if the application is not on this machine
	 */
	public static AttackKit against(URI application, TelnyxSimulator simulator) {
		return against(application, simulator.inboxUrl());
	}

	/**
	 * A kit against an application, with a simulator that is reached over HTTP.
	 * @param application its address, for example {@code http://localhost:8080}
	 * @param simulator the address of the page of the simulator, for example
	 * {@code http://localhost:8025}
	 * @return the kit
	 * @throws IllegalArgumentException if one of them is not on this machine
	 */
	public static AttackKit against(URI application, URI simulator) {
		Application attacked = new Application(new LoopbackHttp(application), "/account", "/telnyx/webhooks/verify",
				InstantSource.system(), null);
		Plan plan = new Plan(attacked, new Telnyx(new LoopbackHttp(simulator)), null, List.of(), Prices.estimates(),
				USUAL);
		return new AttackKit(plan, List.of(Attacker.values()), (report) -> {
		});
	}

	/**
	 * How one gets to the code page.
	 * @param entrance the entrance, for attackers and real users
	 * @return another kit
	 */
	public AttackKit entrance(Entrance entrance) {
		return with(this.plan.withEntrance(entrance));
	}

	/**
	 * Real users, who sign in while the application is attacked. Attackers leave them
	 * alone, and what is sent to their phones is not counted.
	 * @param users their accounts. Where the clock cannot be moved, each one signs in
	 * once, the first one before the attacks
	 * @return another kit
	 */
	public AttackKit users(Account... users) {
		return with(this.plan.withUsers(List.of(users)));
	}

	/**
	 * The clock of the application. With it each attacker has a day of his own.
	 * @param clock the clock, a bean of the application
	 * @return another kit
	 */
	public AttackKit clock(SettableClock clock) {
		return clock(clock, clock::advance);
	}

	/**
	 * The clock of the application. With it each attacker has a day of his own.
	 * @param now what the clock shows
	 * @param move moves the clock forward by a duration
	 * @return another kit
	 */
	public AttackKit clock(InstantSource now, Consumer<Duration> move) {
		return with(this.plan.withApplication(this.plan.application().withClock(now, move)));
	}

	/**
	 * What messages cost, in place of the {@linkplain Prices#estimates() estimates}.
	 * @param prices the prices
	 * @return another kit
	 */
	public AttackKit prices(Prices prices) {
		return with(this.plan.withPrices(prices));
	}

	/**
	 * Where things are in the application.
	 * @param protectedPage a page that only those see who are signed in, at first
	 * {@code /account}
	 * @param webhookPath where it takes webhooks in, at first
	 * {@code /telnyx/webhooks/verify}
	 * @return another kit
	 */
	public AttackKit paths(String protectedPage, String webhookPath) {
		return with(this.plan.withApplication(this.plan.application().withPaths(protectedPage, webhookPath)));
	}

	/**
	 * How far each attacker goes.
	 * @param rounds how often he tries, 1 to 5000, at first 100
	 * @param atMost how long he goes on in real time, up to 10 minutes, at first 30
	 * seconds
	 * @return another kit
	 * @throws IllegalArgumentException if it is more than that
	 */
	public AttackKit effort(int rounds, Duration atMost) {
		return with(this.plan
			.withEffort(new Effort(rounds, this.plan.effort().digits(), atMost, this.plan.effort().seed())));
	}

	/**
	 * How codes are guessed.
	 * @param digits how long a code is, 4 to 10, at first 6
	 * @param seed where chance begins, at first 1. It is printed with each report
	 * @return another kit
	 */
	public AttackKit chance(int digits, long seed) {
		Effort effort = this.plan.effort();
		return with(this.plan.withEffort(new Effort(effort.rounds(), digits, effort.atMost(), seed)));
	}

	/**
	 * Sends the attackers, one after the other. In a test with {@link OtpAttackTest} its
	 * demands are made of the report.
	 * @param attackers who attacks; without any those that the test names, else all
	 * @return what they got
	 */
	public AttackReport run(Attacker... attackers) {
		requireStrangers();
		RealUsers users = new RealUsers(this.plan);
		users.prove();
		List<AttackResult> results = new ArrayList<>();
		for (Attacker attacker : (attackers.length > 0) ? List.of(attackers) : this.attackers) {
			results.add(attack(attacker, users));
		}
		AttackReport report = new AttackReport(List.copyOf(results), this.plan.effort().seed());
		this.demands.accept(report);
		return report;
	}

	AttackKit demanding(List<Attacker> attackers, Consumer<AttackReport> demands) {
		return new AttackKit(this.plan, attackers.isEmpty() ? this.attackers : attackers, demands);
	}

	private AttackResult attack(Attacker attacker, RealUsers users) {
		users.begin();
		Bill before = this.plan.telnyx().settledBill();
		Field field = new Field(this.plan, this.plan.effort().seed() + attacker.ordinal(), users::amid);
		attacker.attack(field);
		Duration duration = field.duration();
		users.afterwards();
		Bill after = this.plan.telnyx().settledBill();
		Map<Destination, Long> messages = after.messagesSince(before, this.plan.phonesOfUsers());
		long wrong = after.wrong() - before.wrong();
		double daily = wrong * (this.plan.application().hasClock() ? 1 : 24);
		return new AttackResult(attacker, messages, spent(messages), field.opened(), wrong,
				daily / Math.pow(10, this.plan.effort().digits()),
				new AttackResult.Users(users.tried(), users.signedIn()),
				new AttackResult.Traffic(field.requests(), field.refusals(), duration), field.findings(),
				field.notes());
	}

	private BigDecimal spent(Map<Destination, Long> messages) {
		return messages.entrySet()
			.stream()
			.map((entry) -> this.plan.prices()
				.of(entry.getKey().channel(), entry.getKey().country())
				.multiply(BigDecimal.valueOf(entry.getValue())))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private void requireStrangers() {
		if (this.plan.phonesOfUsers().contains(this.plan.requireEntrance().victim(0).phone())) {
			throw new IllegalStateException("Attackers and real users must not share a phone");
		}
	}

	private AttackKit with(Plan plan) {
		return new AttackKit(plan, this.attackers, this.demands);
	}

}
