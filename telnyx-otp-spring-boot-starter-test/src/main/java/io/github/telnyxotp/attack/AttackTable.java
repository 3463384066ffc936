package io.github.telnyxotp.attack;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prints what the attackers get from a running application, by default the sample on
 * http://localhost:8080 with its simulator on http://localhost:8025.
 *
 * @since 0.1
 */
public final class AttackTable {

	private static final Map<String, String> DEFAULTS = Map.of("application", "http://localhost:8080", "simulator",
			"http://localhost:8025", "entrance", "password", "users",
			"alice:wonderland:+15550100001,carol:singer:+15550100003", "stolen", "bob:builder:+15550100002", "rounds",
			"100", "seconds", "30", "digits", "6", "seed", "1", "attackers", "");

	private AttackTable() {
	}

	/**
	 * Runs the attackers and prints the table.
	 * @param arguments as {@code --name=value}. {@code application} and {@code simulator}
	 * are addresses on this machine; {@code entrance} is {@code password} or
	 * {@code phone}; {@code users} and {@code stolen} are lists of
	 * {@code name:password:phone}; {@code rounds}, {@code seconds}, {@code digits} and
	 * {@code seed} are numbers; {@code attackers} is a list, by default all
	 */
	public static void main(String[] arguments) {
		Map<String, String> settings = settings(arguments);
		Account[] stolen = accounts(of(settings, "stolen"));
		Attacker[] attackers = words(of(settings, "attackers")).map(Attacker::valueOf).toArray(Attacker[]::new);
		AttackReport report = AttackKit
			.against(URI.create(of(settings, "application")), URI.create(of(settings, "simulator")))
			.entrance("phone".equals(of(settings, "entrance")) ? Entrance.phone(stolen) : Entrance.password(stolen))
			.users(accounts(of(settings, "users")))
			.effort(Integer.parseInt(of(settings, "rounds")),
					Duration.ofSeconds(Integer.parseInt(of(settings, "seconds"))))
			.chance(Integer.parseInt(of(settings, "digits")), Long.parseLong(of(settings, "seed")))
			.run(attackers);
		System.out.println(report.toMarkdown());
	}

	private static Map<String, String> settings(String[] arguments) {
		Map<String, String> settings = new TreeMap<>(DEFAULTS);
		Set<String> names = DEFAULTS.keySet();
		for (String argument : arguments) {
			String[] nameAndValue = argument.replaceFirst("^--", "").split("=", 2);
			if (nameAndValue.length < 2 || !names.contains(nameAndValue[0])) {
				throw new IllegalArgumentException("Arguments are --name=value, with one of the names "
						+ String.join(", ", names.stream().sorted().toList()));
			}
			settings.put(nameAndValue[0], nameAndValue[1]);
		}
		return settings;
	}

	private static String of(Map<String, String> settings, String name) {
		return settings.getOrDefault(name, "");
	}

	private static Account[] accounts(String text) {
		return words(text).map((word) -> List.of(word.split(":", 3)))
			.map((parts) -> new Account(parts.get(0), parts.get(1), parts.get(2)))
			.toArray(Account[]::new);
	}

	private static Stream<String> words(String text) {
		return Stream.of(text.split(",")).filter((word) -> !word.isEmpty());
	}

}
