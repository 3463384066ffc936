package io.github.telnyxotp.flow.restraint;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.telnyxotp.Channel;
import io.github.telnyxotp.CheckAnswer;
import io.github.telnyxotp.ClientNetwork;
import io.github.telnyxotp.Origin;
import io.github.telnyxotp.Owner;
import io.github.telnyxotp.PhoneNumber;
import io.github.telnyxotp.Purpose;
import io.github.telnyxotp.Race;
import io.github.telnyxotp.TestClock;
import io.github.telnyxotp.limit.Action;
import io.github.telnyxotp.limit.FailureDecision;
import io.github.telnyxotp.limit.Limit;
import io.github.telnyxotp.limit.Limits;
import io.github.telnyxotp.limit.Mode;
import io.github.telnyxotp.limit.StandardKey;
import io.github.telnyxotp.limit.Traffic;
import io.github.telnyxotp.limit.money.Lane;
import io.github.telnyxotp.limit.money.StepChange;
import io.github.telnyxotp.limit.pumping.SentMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CountedRestraint} with all its real parts.
 */
class CountedRestraintTests {

	private static final PhoneNumber PHONE = phone(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private final TestClock clock = new TestClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final Brakes brakes = new Brakes(this.clock);

	/**
	 * One layer of SEC-14.
	 *
	 * @param limit its name
	 * @param most how many it grants at once
	 * @param traffic the n-th request, which differs from the others in all but what this
	 * layer counts
	 */
	record Layer(String limit, int most, IntFunction<Traffic> traffic) {

		@Override
		public String toString() {
			return this.limit;
		}

	}

	static Stream<Layer> layers() {
		return Stream.of(new Layer("send-phone-10m", 3, (each) -> traffic(user(each), PHONE, network(each, each))),
				new Layer("send-phone-1h", 5, (each) -> traffic(user(each), PHONE, network(each, each))),
				new Layer("send-phone-1d", 10, (each) -> traffic(user(each), PHONE, network(each, each))),
				new Layer("send-user-1h", 5, (each) -> traffic(user(1), phone(each), network(each, each))),
				new Layer("send-ip-1h", 10, (each) -> traffic(user(each), phone(each), network(1, 1))),
				new Layer("send-network-1h", 60, (each) -> traffic(user(each), phone(each), network(each, 1))),
				new Layer("send-global-1h", 1000, (each) -> traffic(user(each), phone(each), network(each, each))),
				new Layer("send-global-1d", 10_000, (each) -> traffic(user(each), phone(each), network(each, each))));
	}

	@ParameterizedTest
	@MethodSource("layers")
	@DisplayName("SEC-14 each layer grants its limit and refuses one more, and a refusal is counted nowhere")
	void eachLayerGrantsItsLimit(Layer layer) {
		Limit limit = limit(layer.limit());
		CountedRestraint restraint = this.brakes.limits(List.of(limit)).set();
		for (int each = 0; each < layer.most(); each++) {
			assertThat(send(restraint, layer.traffic().apply(each))).isInstanceOf(SendPermit.Granted.class);
		}
		Duration back = Duration.ofNanos(limit.rate().interval());
		for (int each = 0; each < 100; each++) {
			assertThat(send(restraint, layer.traffic().apply(layer.most())))
				.isEqualTo(new SendPermit.Refused(layer.limit(), back, Notes.NONE));
		}
		this.clock.forward(back);
		assertThat(send(restraint, layer.traffic().apply(layer.most()))).isInstanceOf(SendPermit.Granted.class);
		assertThat(send(restraint, layer.traffic().apply(layer.most()))).isInstanceOf(SendPermit.Refused.class);
	}

	@Test
	@DisplayName("SEC-14 for one phone 3 in ten minutes, 5 in an hour and 10 in a day are granted at once")
	void layersOfOnePhoneAddUp() {
		CountedRestraint restraint = this.brakes.set();
		List<Integer> granted = new ArrayList<>();
		for (int minute = 0; minute < 60; minute++) {
			granted.add((int) IntStream.range(0, 20)
				.filter((each) -> send(restraint,
						traffic(user(each), PHONE, network(each, each))) instanceof SendPermit.Granted)
				.count());
			this.clock.forward(Duration.ofMinutes(1));
		}
		assertThat(granted.get(0)).isEqualTo(3);
		assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isBetween(5, 10);
	}

	@Test
	@DisplayName("SEC-14 what certainly never left is given back everywhere, once")
	void whatNeverLeftIsGivenBack() {
		CountedRestraint restraint = this.brakes.dollars(4).pumping(Mode.ENFORCE).set();
		for (int each = 0; each < 200; each++) {
			SendPermit.Granted permit = granted(send(restraint, alice()));
			assertThat(permit.channel()).isEqualTo(Channel.WHATSAPP);
			restraint.neverLeft(permit);
		}
		SendPermit.Granted stays = granted(send(restraint, alice()));
		restraint.left(stays);
		restraint
			.neverLeft(new SendPermit.Granted(stays.channel(), List.of(), stays.reservation(), List.of(), Notes.NONE));
		assertThat(granted(send(restraint, alice())).channel()).as("the price of what left stays spent")
			.isEqualTo(Channel.WHATSAPP);
		assertThat(send(restraint, alice())).isInstanceOf(SendPermit.Refused.class);
	}

	@Test
	@DisplayName("SEC-26 a decoy is charged as a message that left, and costs nothing")
	void aDecoyIsCharged() {
		CountedRestraint restraint = this.brakes.dollars(4).set();
		for (int each = 0; each < 3; each++) {
			restraint.decoy(visitor(PHONE));
		}
		assertThat(rule(send(restraint, visitor(PHONE)))).isEqualTo("send-phone-10m");
		assertThat(granted(send(restraint, visitor(phone(2)))).channel()).isEqualTo(Channel.WHATSAPP);
	}

	@Test
	@DisplayName("SEC-15 of one network 20 wrong codes are checked, and right ones do not count")
	void wrongCodesOfOneNetwork() {
		CountedRestraint restraint = this.brakes.set();
		for (int each = 0; each < 20; each++) {
			for (int right = 0; right < 10; right++) {
				guess(restraint, visitor(phone(each)), CheckAnswer.ACCEPTED);
			}
			guess(restraint, visitor(phone(each)), CheckAnswer.UNAVAILABLE);
			assertThat(guess(restraint, visitor(phone(each)), CheckAnswer.WRONG))
				.isInstanceOf(GuessPermit.Granted.class);
		}
		assertThat(restraint.guess(visitor(phone(30))))
			.isEqualTo(new GuessPermit.Refused("check-ip-1h", Duration.ofMinutes(3)));
		assertThat(this.brakes.failures.reserve(null, phone(30))).as("a refused guess is no wrong code")
			.isEqualTo(new FailureDecision.Counted(29));
	}

	@ParameterizedTest
	@EnumSource(CheckAnswer.class)
	@DisplayName("SEC-12 a code that nobody judged is no wrong code, and every other one is until the account succeeds")
	void whatCountsAsAWrongCode(CheckAnswer answer) {
		CountedRestraint restraint = this.brakes.limits(List.of()).set();
		boolean counts = !List.of(CheckAnswer.UNAVAILABLE, CheckAnswer.MISCONFIGURED, CheckAnswer.NEVER_LEFT)
			.contains(answer);
		for (int each = 0; each < 30; each++) {
			assertThat(guess(restraint, alice(), answer)).isInstanceOf(GuessPermit.Granted.class);
		}
		assertThat(restraint.guess(alice()) instanceof GuessPermit.Refused).isEqualTo(counts);
	}

	@Test
	@DisplayName("SEC-12 30 wrong codes bar account and phone: no guess and no message, until an administrator acts")
	void thirtyWrongCodesBar() {
		CountedRestraint restraint = this.brakes.limits(List.of()).set();
		for (int each = 1; each <= 30; each++) {
			GuessPermit permit = guess(restraint, alice(), CheckAnswer.WRONG);
			assertThat(((GuessPermit.Granted) permit).last()).isEqualTo(each == 30);
		}
		GuessPermit barred = new GuessPermit.Refused("failures", null);
		assertThat(restraint.guess(alice())).isEqualTo(barred);
		assertThat(send(restraint, alice())).isEqualTo(new SendPermit.Refused("failures", null, Notes.NONE));
		assertThat(restraint.guess(traffic(user(2), PHONE, Origin.NONE))).as("the phone").isEqualTo(barred);
		this.brakes.failures.reset("user1");
		assertThat(restraint.guess(alice())).as("the phone still").isEqualTo(barred);
		this.brakes.failures.reset(PHONE);
		assertThat(restraint.guess(alice())).isInstanceOf(GuessPermit.Granted.class);
		assertThat(send(restraint, alice())).isInstanceOf(SendPermit.Granted.class);
	}

	@Test
	@DisplayName("SEC-12 a success after 12 wrong codes forgets them, and not those of another account at this phone")
	void aSuccessForgetsItsOwn() {
		CountedRestraint restraint = this.brakes.limits(List.of()).set();
		Traffic bob = traffic(user(2), PHONE, Origin.NONE);
		wrong(restraint, alice(), 12);
		wrong(restraint, bob, 12);
		restraint.verified(alice(), List.of());
		wrong(restraint, bob, 18);
		assertThat(restraint.guess(bob)).isInstanceOf(GuessPermit.Refused.class);
		this.brakes.failures.reset(PHONE);
		wrong(restraint, alice(), 30);
		assertThat(restraint.guess(alice())).isInstanceOf(GuessPermit.Refused.class);
	}

	@Test
	@DisplayName("SEC-18 a stranger who knows a phone bars visitors of it, and not the owner who has shown a password")
	void aStrangerBarsNoOwner() {
		CountedRestraint restraint = this.brakes.limits(List.of()).set();
		wrong(restraint, visitor(PHONE), 30);
		assertThat(restraint.guess(visitor(PHONE))).isInstanceOf(GuessPermit.Refused.class);
		assertThat(send(restraint, visitor(PHONE))).isInstanceOf(SendPermit.Refused.class);
		assertThat(restraint.guess(alice())).isInstanceOf(GuessPermit.Granted.class);
		assertThat(send(restraint, alice())).isInstanceOf(SendPermit.Granted.class);
		this.brakes.failures.reset(PHONE);
		assertThat(restraint.guess(visitor(PHONE))).isInstanceOf(GuessPermit.Granted.class);
	}

	@Test
	@DisplayName("SEC-18 who enrols the phone of somebody else bars those who enrol it, and not its owner")
	void anEnrolmentBarsNoOwner() {
		CountedRestraint restraint = this.brakes.limits(List.of()).set();
		Traffic mallory = traffic(new Owner("mallory", Purpose.ENROLMENT), PHONE, Origin.NONE);
		wrong(restraint, mallory, 30);
		assertThat(restraint.guess(mallory)).isInstanceOf(GuessPermit.Refused.class);
		assertThat(send(restraint, mallory)).isInstanceOf(SendPermit.Refused.class);
		assertThat(restraint.guess(alice())).isInstanceOf(GuessPermit.Granted.class);
		assertThat(send(restraint, alice())).isInstanceOf(SendPermit.Granted.class);
	}

	@Test
	@DisplayName("SEC-12 an account that is barred enrols no other phone, and no enrolment forgets its wrong codes")
	void aBarredAccountEnrolsNoPhone() {
		CountedRestraint restraint = this.brakes.limits(List.of()).set();
		Traffic enrolment = traffic(new Owner("user1", Purpose.ENROLMENT), phone(2), Origin.NONE);
		wrong(restraint, alice(), 29);
		assertThat(guess(restraint, enrolment, CheckAnswer.ACCEPTED)).isInstanceOf(GuessPermit.Granted.class);
		restraint.verified(enrolment, List.of());
		wrong(restraint, alice(), 1);
		assertThat(restraint.guess(enrolment)).isEqualTo(new GuessPermit.Refused("failures", null));
		assertThat(rule(send(restraint, enrolment))).isEqualTo("failures");
		this.brakes.failures.reset("user1");
		assertThat(restraint.guess(enrolment)).isInstanceOf(GuessPermit.Granted.class);
	}

	@Test
	@DisplayName("SEC-18 the global brake on wrong codes is for strangers only")
	void theBrakeIsForStrangers() {
		CountedRestraint restraint = this.brakes.set();
		int checked = 0;
		while (restraint.guess(stranger(checked)) instanceof GuessPermit.Granted) {
			checked++;
		}
		assertThat(checked).isEqualTo(1000);
		for (Purpose purpose : Purpose.values()) {
			boolean unproven = List.of(Purpose.LOGIN, Purpose.SIGN_UP, Purpose.RECOVERY).contains(purpose);
			GuessPermit permit = restraint.guess(traffic(new Owner("alice", purpose), phone(99_999), network(0, 0)));
			assertThat(permit instanceof GuessPermit.Refused).as(purpose.name()).isEqualTo(unproven);
		}
	}

	@Test
	@DisplayName("SEC-15 the alarm is told once, at 500 wrong codes, while an attack lasts, and again after a quiet hour")
	void theAlarmIsToldOnce() {
		CountedRestraint restraint = this.brakes.limits(List.of(limit("check-alarm-1h"))).set();
		List<Integer> told = new ArrayList<>();
		for (int each = 0; each < 6000; each++) {
			GuessPermit.Granted permit = (GuessPermit.Granted) guess(restraint, stranger(each), CheckAnswer.WRONG);
			if (!permit.notes().risen().isEmpty()) {
				assertThat(permit.notes().risen()).containsExactly("check-alarm-1h");
				told.add(each);
			}
			this.clock.forward((each < 600) ? Duration.ZERO : Duration.ofMillis(1200));
		}
		assertThat(told).containsExactly(500);
		this.clock.forward(HOUR.minusMillis(1201));
		assertThat(risen(restraint, 600)).as("not a whole hour").isZero();
		this.clock.forward(HOUR);
		assertThat(risen(restraint, 600)).isEqualTo(1);
	}

	@Test
	@DisplayName("SEC-16 what a recorded limit did not count is not given back either")
	void whatWasNotCountedIsNotGivenBack() {
		CountedRestraint restraint = this.brakes
			.limits(List.of(new Limit("told", Action.CHECK, StandardKey.PHONE, 2, HOUR, Mode.RECORD_ONLY)))
			.set();
		wrong(restraint, alice(), 2);
		for (int each = 0; each < 5; each++) {
			GuessPermit.Granted over = (GuessPermit.Granted) guess(restraint, alice(), CheckAnswer.ACCEPTED);
			assertThat(over.notes().exceeded()).containsExactly("told");
			assertThat(over.notes().risen()).as("told for all only").isEmpty();
		}
	}

	@Test
	@DisplayName("SEC-18 a flood of sign-ups leaves known users their half of the money")
	void aFloodOfSignUpsLeavesTheLogin() {
		CountedRestraint restraint = this.brakes.limits(List.of()).dollars(40).set();
		List<StepChange> steps = new ArrayList<>();
		SendPermit last = flood(restraint, steps);
		assertThat(rule(last)).isEqualTo("budget-newcomers");
		assertThat(steps).filteredOn((step) -> step.lane() == Lane.NEWCOMERS).hasSize(2);
		restraint.verified(traffic(user(1), PHONE, Origin.NONE), List.of());
		int messages = 0;
		while (restraint.send(alice(), Brakes.ALL, Brakes.ALL) instanceof SendPermit.Granted granted) {
			messages += (granted.channel() == Channel.WHATSAPP) ? 2 : 1;
		}
		assertThat(messages).as("dollars for known users").isBetween(20, 40);
	}

	private SendPermit flood(CountedRestraint restraint, List<StepChange> steps) {
		SendPermit last = null;
		for (int each = 0; each < 100; each++) {
			last = send(restraint, traffic(new Owner("new" + each, Purpose.SIGN_UP), phone(each), Origin.NONE));
			steps.addAll(last.notes().steps());
		}
		return last;
	}

	@Test
	@DisplayName("SEC-16 what the money refuses is counted by no limit")
	void whatTheMoneyRefusesIsCountedByNoLimit() {
		CountedRestraint restraint = this.brakes.dollars(4).set();
		Traffic newcomer = traffic(new Owner("new", Purpose.SIGN_UP), PHONE, network(1, 1));
		SendPermit.Granted one = granted(restraint.send(newcomer, Brakes.ALL, List.of(Channel.WHATSAPP)));
		for (int each = 0; each < 100; each++) {
			assertThat(rule(restraint.send(newcomer, Brakes.ALL, List.of(Channel.CALL)))).isEqualTo("budget-newcomers");
		}
		restraint.neverLeft(one);
		assertThat(send(restraint, newcomer)).isInstanceOf(SendPermit.Granted.class);
	}

	@Test
	@DisplayName("SEC-19 pumping that is only recorded is told and sent")
	void recordedPumpingIsTold() {
		CountedRestraint restraint = this.brakes.limits(List.of()).pumping(Mode.RECORD_ONLY).set();
		List<String> exceeded = new ArrayList<>();
		for (int each = 0; each < 30; each++) {
			SendPermit.Granted permit = granted(send(restraint, visitor(phone(each))));
			exceeded.addAll(permit.notes().exceeded());
		}
		assertThat(exceeded).contains("pumping-sequence", "pumping-network", "pumping-prefix", "pumping-country");
	}

	@Test
	@DisplayName("SEC-19 pumping that is enforced is refused, counted by no limit and paid by nobody")
	void enforcedPumpingIsRefused() {
		CountedRestraint restraint = this.brakes.limits(List.of(limit("send-global-1h")))
			.dollars(100)
			.pumping(Mode.ENFORCE)
			.set();
		int left = 0;
		for (int each = 0; each < 2000; each++) {
			SendPermit permit = send(restraint, visitor(phone(each)));
			left += (permit instanceof SendPermit.Granted) ? 1 : 0;
			if (permit instanceof SendPermit.Refused refused) {
				assertThat(refused.rule()).startsWith("pumping-");
				assertThat(refused.retryAfter()).isPositive();
			}
		}
		assertThat(left).isBetween(1, 5);
		Traffic elsewhere = new Traffic(user(7), new PhoneNumber("+447700900123"), "GB", Origin.NONE);
		assertThat(send(restraint, elsewhere)).isInstanceOf(SendPermit.Granted.class);
	}

	@Test
	@DisplayName("SEC-19 messages whose challenge verified count against nobody, and a falling share is told once")
	void verifiedMessagesCountAgainstNobody() {
		CountedRestraint restraint = this.brakes.limits(List.of()).pumping(Mode.RECORD_ONLY).set();
		List<Object> conversions = new ArrayList<>();
		for (int each = 0; each < 30; each++) {
			Traffic traffic = traffic(user(each), phone(each * 777), network(each, each));
			SendPermit.Granted permit = granted(send(restraint, traffic));
			conversions.addAll(permit.notes().conversions());
			if (each < 10) {
				restraint.verified(traffic, List.of(new SentMessage(permit.channel(), this.clock.instant())));
				assertThat(permit.notes().exceeded()).isEmpty();
			}
			this.clock.forward(Duration.ofMinutes(1));
		}
		assertThat(conversions).hasSizeLessThanOrEqualTo(1);
	}

	@Test
	@DisplayName("SEC-16 of 50 at once for one phone 3 are granted")
	void ofManyAtOnceThreeAreGranted() throws Exception {
		try (Race race = new Race()) {
			for (int round = 0; round < 50; round++) {
				CountedRestraint restraint = new Brakes(this.clock).set();
				List<SendPermit> permits = race.run(50,
						(each) -> () -> send(restraint, traffic(user(each), PHONE, network(each, each))));
				assertThat(permits).filteredOn(SendPermit.Granted.class::isInstance).hasSize(3);
			}
		}
	}

	@Test
	@DisplayName("SEC-31 what is told names neither phone nor account nor network")
	void whatIsToldIsNotPersonal() {
		CountedRestraint restraint = this.brakes.pumping(Mode.RECORD_ONLY).set();
		for (int each = 0; each < 30; each++) {
			SendPermit permit = send(restraint, visitor(PHONE));
			assertThat(permit.notes().toString()).doesNotContain(PHONE.value().substring(1), "visitor", "192.0.2");
			assertThat(rule(permit)).doesNotContain(PHONE.value().substring(1));
			assertThat(permit.toString()).doesNotContain(PHONE.value().substring(1));
		}
	}

	private int risen(CountedRestraint restraint, int times) {
		int risen = 0;
		for (int each = 0; each < times; each++) {
			GuessPermit permit = guess(restraint, stranger(10_000 + each), CheckAnswer.WRONG);
			risen += ((GuessPermit.Granted) permit).notes().risen().size();
		}
		return risen;
	}

	private static SendPermit send(CountedRestraint restraint, Traffic traffic) {
		return restraint.send(traffic, Brakes.ALL, Brakes.ALL);
	}

	private static GuessPermit guess(CountedRestraint restraint, Traffic traffic, CheckAnswer answer) {
		GuessPermit permit = restraint.guess(traffic);
		if (permit instanceof GuessPermit.Granted granted) {
			restraint.judged(traffic, granted, answer);
		}
		return permit;
	}

	private static void wrong(CountedRestraint restraint, Traffic traffic, int times) {
		for (int each = 0; each < times; each++) {
			assertThat(guess(restraint, traffic, CheckAnswer.WRONG)).isInstanceOf(GuessPermit.Granted.class);
		}
	}

	private static SendPermit.Granted granted(SendPermit permit) {
		assertThat(permit).isInstanceOf(SendPermit.Granted.class);
		return (SendPermit.Granted) permit;
	}

	private static String rule(SendPermit permit) {
		return (permit instanceof SendPermit.Refused refused) ? refused.rule() : "";
	}

	private static Limit limit(String name) {
		return Limits.defaults().stream().filter((limit) -> limit.name().equals(name)).findFirst().orElseThrow();
	}

	private static Traffic alice() {
		return traffic(user(1), PHONE, Origin.NONE);
	}

	private static Traffic visitor(PhoneNumber phone) {
		return traffic(new Owner("visitor", Purpose.LOGIN), phone, network(1, 1));
	}

	/** One of many, each with a phone and a network of its own. */
	private static Traffic stranger(int each) {
		return traffic(new Owner("visitor", Purpose.LOGIN), phone(each), network(each, each));
	}

	private static Traffic traffic(Owner owner, PhoneNumber phone, Origin origin) {
		return new Traffic(owner, phone, "US", origin);
	}

	private static Owner user(int each) {
		return new Owner("user" + each, Purpose.SECOND_FACTOR);
	}

	private static PhoneNumber phone(int each) {
		return new PhoneNumber("+1312" + (5_000_000 + each));
	}

	private static Origin network(int narrow, int wide) {
		return new Origin(new ClientNetwork("192.0.2." + narrow, "192.0.2." + wide + "/24"), null);
	}

}
