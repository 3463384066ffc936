package io.github.telnyxotp.store.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.telnyxotp.ChallengeId;
import io.github.telnyxotp.LocalRedis;
import io.github.telnyxotp.store.StoreUnavailableException;
import io.github.telnyxotp.store.redis.RedisCells.Decided;
import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link RedisCells}.
 */
class RedisCellsTests {

	@RegisterExtension
	static final LocalRedis redis = LocalRedis.shared();

	private final RedisScripts scripts = new RedisScripts(redis.connections(), "t:");

	private final RedisCells<String> here = cells((byte) 1);

	private final RedisCells<String> there = cells((byte) 1);

	@Test
	@DisplayName("SEC-53 a node decides anew when another changed the value that it saw")
	void oldCopyIsNotDecidedOn() {
		add(this.here, "a");
		add(this.there, "b");
		add(this.here, "c");
		assertThat(this.here.read("x")).isEqualTo("abc");
		assertThat(this.there.read("x")).isEqualTo("abc");
	}

	@Test
	@DisplayName("SEC-53 a decision that changes nothing is confirmed, so never made on an old copy")
	void lookIsConfirmed() {
		add(this.here, "a");
		this.there.apply("x", (value, now) -> new Decided<String, Boolean>(null, true));
		assertThat(this.here.<Boolean>apply("x", (value, now) -> new Decided<>(value, value == null))).isTrue();
	}

	@Test
	void ruleThatThrowsOnAnOldCopyIsAskedAgain() {
		add(this.here, "a");
		add(this.there, "b");
		String seen = this.here.apply("x", (value, now) -> {
			if ("a".equals(value)) {
				throw new IllegalStateException("old");
			}
			return new Decided<>(value, String.valueOf(value));
		});
		assertThat(seen).isEqualTo("ab");
		assertThatIllegalStateException().isThrownBy(() -> this.here.apply("x", (value, now) -> {
			throw new IllegalStateException("no");
		})).withMessage("no");
	}

	@Test
	@DisplayName("SEC-54 a time that is wrong by more than a second is refused, and the rule asked with the right one")
	void wrongTimeIsRefused() {
		add(this.here, "a");
		Instant right = this.scripts.time().now();
		this.scripts.time().heard(RedisTime.micros(right.plus(Duration.ofMinutes(10))));
		AtomicInteger asked = new AtomicInteger();
		Instant seen = this.here.apply("x", (value, now) -> {
			asked.incrementAndGet();
			return new Decided<>(value + "b", now);
		});
		assertThat(seen).isBetween(right, right.plusSeconds(30));
		assertThat(asked).hasValue(2);
		assertThat(this.there.read("x")).isEqualTo("ab");
	}

	@Test
	@DisplayName("SEC-53 a value of a newer version is refused and stays as it is")
	void newerVersionStays() {
		add(cells((byte) 2), "new");
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> add(this.here, "old"))
			.withMessageContaining("its version is 2 and this node knows 1");
		assertThat(cells((byte) 2).read("x")).isEqualTo("new");
	}

	@Test
	@DisplayName("SEC-30 what somebody else put into a cell is refused and stays as it is")
	void foreignBytesStay() {
		add(this.here, "a");
		byte[] key = "t:cell:x".getBytes(StandardCharsets.UTF_8);
		byte[] sealed = redis.tell((connection) -> connection.stringCommands().get(key));
		byte[] other = "t:cell:y".getBytes(StandardCharsets.UTF_8);
		redis.tell((connection) -> connection.stringCommands().pSetEx(other, 60_000, sealed));
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> this.there.read("y"));
		assertThat(this.there.read("x")).isEqualTo("a");
	}

	@Test
	@DisplayName("SEC-53 in a cluster a challenge and what is due of it lie in one slot, and partitions in several")
	void decisionTouchesOneSlot() {
		ChallengeForm form = new ChallengeForm(new ChallengeIndex(this.scripts, RedisStores.HASH, 10));
		List<Integer> slots = Stream.generate(ChallengeId::random).limit(500).map((id) -> {
			int slot = SlotHash.getSlot(this.scripts.key(form.key(id.value())));
			assertThat(SlotHash.getSlot(this.scripts.key(form.dueKey(id.value())))).isEqualTo(slot);
			return slot;
		}).distinct().toList();
		assertThat(slots).hasSize(ChallengeForm.PARTITIONS);
	}

	private static void add(RedisCells<String> cells, String more) {
		cells.apply("x", (value, now) -> new Decided<>(((value != null) ? value : "") + more, true));
	}

	private RedisCells<String> cells(byte version) {
		return new RedisCells<>(this.scripts, RedisStores.SEALER, new Form(version));
	}

	/** Texts. */
	private record Form(byte version) implements CellForm<String> {

		@Override
		public String key(String name) {
			return "cell:" + name;
		}

		@Override
		public void write(String value, ValueOutput output) {
			output.text(value);
		}

		@Override
		public String read(String name, ValueInput input) {
			return input.text();
		}

		@Override
		public Instant forgetAt(String value, Instant now) {
			return now.plusSeconds(60);
		}

	}

}
