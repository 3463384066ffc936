package io.github.telnyxotp.challenge;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What holds for every story of a challenge, however senseless. The label is jqwik's
 * display name.
 */
class RulesPropertyTests {

	@Property(tries = 3000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-07 no sequence of events breaks a promise")
	void noSequenceOfEventsBreaksAPromise(@ForAll("stories") List<Story.Event> events) {
		Story story = new Story();
		events.forEach(story::happens);
	}

	@Property(tries = 1000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-04 no sequence of right codes succeeds twice")
	void noSequenceOfRightCodesSucceedsTwice(@ForAll("guesses") List<Story.Event> events) {
		Story story = new Story();
		story.happens(new Story.Event(Story.Kind.CLAIM, 0));
		story.happens(new Story.Event(Story.Kind.SENT, 0));
		events.forEach(story::happens);
	}

	@Provide
	Arbitrary<List<Story.Event>> stories() {
		return events(Arbitraries.of(Story.Kind.class));
	}

	@Provide
	Arbitrary<List<Story.Event>> guesses() {
		return events(Arbitraries.of(Story.Kind.ATTEMPT, Story.Kind.CONCLUDE, Story.Kind.CRASH));
	}

	private static Arbitrary<List<Story.Event>> events(Arbitrary<Story.Kind> kinds) {
		return Combinators.combine(kinds, Arbitraries.integers().between(0, 59))
			.as(Story.Event::new)
			.list()
			.ofMaxSize(30);
	}

}
