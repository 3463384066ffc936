package io.github.telnyxotp;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The walls of the house. Whoever changes the drawing changes this.
 */
class HouseTests {

	private static final String BASE = "io.github.telnyxotp";

	/** The only places that remember something that changes. */
	private static final Set<String> CHANGING = Set.of("InMemoryChallengeStore$Slot.answer",
			"HttpTelnyxClient.startEndpoint", "Transport.closed", "Transport$OneShotBody.touched");

	/** What came of sending and checking, and how a challenge stands. */
	private static final Set<String> DECISIONS = Set.of(BASE + ".SendDecision", BASE + ".Verdict",
			BASE + ".ChallengeStatus", BASE + ".CheckAnswer", BASE + ".SendAnswer");

	/** What an application says to it is collected while its chain is built. */
	private static final String DSL = "OtpLoginConfigurer.";

	private static final JavaClasses HOUSE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(BASE);

	@Test
	void roomsAreEnteredFromTheRightSide() {
		onlyFrom("challenge", "store", "flow", "autoconfigure");
		onlyFrom("device", "store", "flow", "autoconfigure");
		onlyFrom("limit", "store", "flow", "phonebook", "autoconfigure");
		onlyFrom("store", "flow", "webhook", "autoconfigure");
		onlyFrom("telnyx", "flow", "actuate", "autoconfigure");
		onlyFrom("phonebook", "security", "web", "servlet", "reactive", "autoconfigure");
		onlyFrom("flow", "security", "web", "servlet", "reactive", "webhook", "autoconfigure");
		onlyFrom("security", "web", "servlet", "reactive", "autoconfigure");
		onlyFrom("page", "web", "servlet", "reactive", "autoconfigure");
		onlyFrom("webhook", "servlet", "reactive", "autoconfigure");
		onlyFrom("web", "servlet", "reactive", "autoconfigure");
		onlyFrom("servlet", "autoconfigure");
		onlyFrom("reactive", "autoconfigure");
		onlyFrom("actuate", "autoconfigure");
		onlyFrom("autoconfigure");
	}

	@Test
	void roomsAreFreeOfCycles() {
		check(slices().matching(BASE + ".(*)..").should().beFreeOfCycles());
	}

	@Test
	void wordsAndRulesAreMadeOfPlainJava() {
		String[] plain = { "java..", "javax.crypto..", "org.jspecify.annotations", BASE, BASE + ".challenge..",
				BASE + ".device..", BASE + ".limit.." };
		check(noClasses().that()
			.resideInAnyPackage(BASE, BASE + ".challenge..", BASE + ".device..", BASE + ".limit..")
			.should()
			.dependOnClassesThat()
			.resideOutsideOfPackages(plain));
	}

	@Test
	void secretKeysAreUsedInOnePlace() {
		check(noClasses().that()
			.doNotHaveFullyQualifiedName(BASE + ".KeyedHash")
			.and()
			.haveNameNotMatching(BASE.replace(".", "\\.") + "\\.Sealer(\\$.*)?")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("javax.crypto.."));
	}

	@Test
	void wordsKnowNoRoom() {
		check(noClasses().that().resideInAPackage(BASE).should().dependOnClassesThat().resideInAPackage(BASE + ".*.."));
	}

	/**
	 * Or two doors would soon have two minds. A form's token is all they know of pages.
	 */
	@Test
	void doorsDecideNothing() {
		check(noClasses().that()
			.resideInAnyPackage(BASE + ".servlet..", BASE + ".reactive..")
			.should()
			.dependOnClassesThat(are("words of a decision or parts of a page",
					(type) -> DECISIONS.contains(outermost(type)) || isPageButToken(type))));
	}

	@Test
	void eachLibraryHasItsRoom() {
		onlyIn("org.apache.hc..", "telnyx");
		onlyIn("tools.jackson..", "telnyx", "page", "webhook", "store.redis");
		onlyIn("org.bouncycastle..", "webhook");
		onlyIn("jakarta.servlet..", "servlet");
		onlyIn("reactor..", "reactive");
		onlyIn("org.springframework.data..", "store.redis");
		onlyIn("io.lettuce..", "store.redis");
		onlyIn("com.github.benmanes..", "store");
		onlyIn("com.google.i18n..", "phonebook");
		onlyIn("org.springframework.security..", "phonebook", "security", "web", "servlet", "reactive");
		onlyIn("org.springframework.jdbc..", "phonebook");
		onlyIn("io.github.resilience4j..", "telnyx");
		onlyIn("org.springframework.boot..", "actuate");
	}

	@Test
	void onlyClocksTellTheTime() {
		for (Class<?> type : List.of(Instant.class, LocalDateTime.class, LocalDate.class, OffsetDateTime.class,
				ZonedDateTime.class)) {
			check(noClasses().should().callMethod(type, "now"));
			check(noClasses().should().callMethod(type, "now", Clock.class));
		}
		check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
	}

	@Test
	void fieldsDoNotChange() {
		check(fields().that(are("not allowed to change", (field) -> !mayChange(place(field)))).should().beFinal());
	}

	@Test
	void onlyTheFuseBoxMakesBeans() {
		check(noClasses().that()
			.resideOutsideOfPackage(BASE + ".autoconfigure..")
			.should()
			.beAnnotatedWith("org.springframework.stereotype.Component")
			.orShould()
			.beMetaAnnotatedWith("org.springframework.stereotype.Component"));
		check(noMethods().that()
			.areDeclaredInClassesThat()
			.resideOutsideOfPackage(BASE + ".autoconfigure..")
			.should()
			.beAnnotatedWith("org.springframework.context.annotation.Bean"));
	}

	private static void onlyFrom(String room, String... callers) {
		check(noClasses().that()
			.resideOutsideOfPackages(rooms(List.of(callers), room))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(BASE + "." + room + ".."));
	}

	private static void onlyIn(String library, String... rooms) {
		check(noClasses().that()
			.resideOutsideOfPackages(rooms(List.of(rooms), "autoconfigure"))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library));
	}

	private static void check(ArchRule rule) {
		rule.allowEmptyShould(true).check(HOUSE);
	}

	private static String[] rooms(List<String> rooms, String more) {
		return Stream.concat(rooms.stream(), Stream.of(more))
			.map((room) -> BASE + "." + room + "..")
			.toArray(String[]::new);
	}

	private static boolean mayChange(String place) {
		return CHANGING.contains(place) || place.startsWith(DSL);
	}

	private static String place(JavaField field) {
		String owner = field.getOwner().getName();
		return owner.substring(owner.lastIndexOf('.') + 1) + "." + field.getName();
	}

	private static String outermost(JavaClass type) {
		return type.getName().split("\\$")[0];
	}

	private static boolean isPageButToken(JavaClass type) {
		return type.getPackageName().equals(BASE + ".page") && !type.getName().equals(BASE + ".page.OtpPage$Csrf");
	}

	private static <T> DescribedPredicate<T> are(String description, Predicate<T> predicate) {
		return DescribedPredicate.describe(description, predicate);
	}

}
