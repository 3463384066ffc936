package io.github.telnyxotp.attack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Everything that is settled before the attackers start.
 *
 * @param application the application: its address, pages and clock
 * @param telnyx the simulator that it uses
 * @param entrance how one gets to the code page
 * @param users real users, who sign in meanwhile
 * @param prices what messages cost
 * @param effort how far attackers go
 */
record Plan(Application application, Telnyx telnyx, @Nullable Entrance entrance, List<Account> users, Prices prices,
		Effort effort) {

	Plan withApplication(Application application) {
		return new Plan(application, this.telnyx, this.entrance, this.users, this.prices, this.effort);
	}

	Plan withEntrance(Entrance entrance) {
		return new Plan(this.application, this.telnyx, entrance, this.users, this.prices, this.effort);
	}

	Plan withUsers(List<Account> users) {
		return new Plan(this.application, this.telnyx, this.entrance, users, this.prices, this.effort);
	}

	Plan withPrices(Prices prices) {
		return new Plan(this.application, this.telnyx, this.entrance, this.users, prices, this.effort);
	}

	Plan withEffort(Effort effort) {
		return new Plan(this.application, this.telnyx, this.entrance, this.users, this.prices, effort);
	}

	Entrance requireEntrance() {
		if (this.entrance == null) {
			throw new IllegalStateException("Say how one gets in: entrance(Entrance.password(...)) or the like");
		}
		return this.entrance;
	}

	Set<String> phonesOfUsers() {
		return this.users.stream().map(Account::phone).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * The application that is attacked.
	 *
	 * @param http where it is
	 * @param protectedPage a page that only those see who are signed in
	 * @param webhookPath where it takes webhooks in
	 * @param now what its clock shows
	 * @param move moves its clock, if it can be moved
	 */
	record Application(LoopbackHttp http, String protectedPage, String webhookPath, InstantSource now,
			@Nullable Consumer<Duration> move) {

		boolean hasClock() {
			return this.move != null;
		}

		/** Lets time pass in the application, if it can. */
		void pass(Duration duration) {
			if (this.move != null) {
				this.move.accept(duration);
			}
		}

		Instant instant() {
			return this.now.instant();
		}

		Application withClock(InstantSource now, Consumer<Duration> move) {
			return new Application(this.http, this.protectedPage, this.webhookPath, now, move);
		}

		Application withPaths(String protectedPage, String webhookPath) {
			return new Application(this.http, protectedPage, webhookPath, this.now, this.move);
		}

	}

	/**
	 * How far attackers go.
	 *
	 * @param rounds how often each one tries, 1 to 5000
	 * @param digits how long a guessed code is, 4 to 10
	 * @param atMost how long each one goes on in real time, up to 10 minutes
	 * @param seed where chance begins
	 */
	record Effort(int rounds, int digits, Duration atMost, long seed) {

		private static final Duration LONGEST = Duration.ofMinutes(10);

		Effort {
			if (rounds < 1 || rounds > 5000 || digits < 4 || digits > 10) {
				throw new IllegalArgumentException("Allowed are 1 to 5000 rounds and 4 to 10 digits");
			}
			if (atMost.isNegative() || atMost.compareTo(LONGEST) > 0) {
				throw new IllegalArgumentException("An attacker stops after ten minutes at the latest");
			}
		}

	}

}
