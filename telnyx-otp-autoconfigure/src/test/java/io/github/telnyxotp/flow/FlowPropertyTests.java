package io.github.telnyxotp.flow;

import java.util.List;

import io.github.telnyxotp.flow.FlowStory.Kind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * What holds for the whole flow, in whatever order things happen. The label is jqwik's
 * display name.
 */
class FlowPropertyTests {

	@Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
	@Label("SEC-59 SEC-07 no interleaving sends twice over a channel by itself or for what has ended")
	void noInterleavingSendsTwice(@ForAll("stories") List<FlowStory.Event> events) {
		FlowStory story = new FlowStory();
		story.tell(events);
		Statistics.label("messages of one challenge")
			.collect(story.longest())
			.coverage((seen) -> seen.check(4).count((stories) -> stories > 0));
	}

	@Provide
	Arbitrary<List<FlowStory.Event>> stories() {
		Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(1, Kind.BEGIN), Tuple.of(14, Kind.RUN),
				Tuple.of(3, Kind.WEBHOOK), Tuple.of(4, Kind.FAILED), Tuple.of(4, Kind.TICK), Tuple.of(2, Kind.MOVE),
				Tuple.of(4, Kind.RESEND), Tuple.of(2, Kind.CHECK), Tuple.of(1, Kind.ABANDON), Tuple.of(5, Kind.FORWARD),
				Tuple.of(1, Kind.FULL), Tuple.of(1, Kind.CRASH), Tuple.of(1, Kind.CRASH_SOON));
		return Combinators.combine(kinds, Arbitraries.integers().between(0, 119))
			.as(FlowStory.Event::new)
			.list()
			.ofMinSize(10)
			.ofMaxSize(60);
	}

}
