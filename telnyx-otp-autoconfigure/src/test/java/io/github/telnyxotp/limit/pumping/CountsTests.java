package io.github.telnyxotp.limit.pumping;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CountsTests {

	private final Counts counts = Counts.NONE.plus(10, 5).plus(10, 5).plus(12, 5);

	@Test
	void emptyHasNothingAnywhere() {
		assertThat(Counts.NONE.at(0)).isZero();
		assertThat(Counts.NONE.at(Long.MIN_VALUE)).isZero();
		assertThat(Counts.NONE.isEmpty()).isTrue();
		assertThat(Counts.NONE.from(7)).isEqualTo(7);
		assertThat(Counts.NONE.minus(7)).isSameAs(Counts.NONE);
	}

	@Test
	void eachSlotCountsForItself() {
		assertThat(this.counts.at(9)).isZero();
		assertThat(this.counts.at(10)).isEqualTo(2);
		assertThat(this.counts.at(11)).isZero();
		assertThat(this.counts.at(12)).isEqualTo(1);
		assertThat(this.counts.at(13)).isZero();
		assertThat(this.counts.sum(10, 12)).isEqualTo(3);
		assertThat(this.counts.sum(11, 12)).isEqualTo(1);
		assertThat(this.counts.size()).isEqualTo(3);
		assertThat(this.counts.isEmpty()).isFalse();
	}

	@Test
	void peakSeesItsSlotsOnly() {
		assertThat(this.counts.peak(12, 3)).isEqualTo(2);
		assertThat(this.counts.peak(12, 2)).isEqualTo(1);
		assertThat(this.counts.peak(12, 0)).isZero();
	}

	@Test
	void minusTakesOneAndNeverMoreThanThereIs() {
		assertThat(this.counts.minus(10).at(10)).isEqualTo(1);
		assertThat(this.counts.minus(12).at(12)).isZero();
		assertThat(this.counts.minus(12).at(10)).isEqualTo(2);
		assertThat(this.counts.minus(11)).isSameAs(this.counts);
		assertThat(this.counts.minus(99)).isSameAs(this.counts);
		assertThat(this.counts.at(12)).isEqualTo(1);
		assertThat(this.counts.minus(12).minus(10).minus(10).isEmpty()).isTrue();
	}

	@Test
	void onlyTheLatestSlotsAreKept() {
		Counts later = this.counts.plus(15, 5);
		assertThat(later.size()).isEqualTo(5);
		assertThat(later.at(10)).isZero();
		assertThat(later.at(12)).isEqualTo(1);
		assertThat(later.plus(16, 5).at(12)).isEqualTo(1);
		assertThat(later.plus(17, 5).at(12)).isZero();
		assertThat(later.plus(1_000_000, 5).size()).isEqualTo(5);
	}

	@Test
	void clockThatIsSetBackForgetsNothing() {
		assertThat(this.counts.from(3)).isEqualTo(12);
		Counts back = this.counts.plus(9, 5);
		assertThat(back.at(9)).isEqualTo(1);
		assertThat(back.at(12)).isEqualTo(1);
		assertThat(back.size()).isEqualTo(4);
		Counts farBack = this.counts.plus(1, 5);
		assertThat(farBack.at(8)).isEqualTo(1);
		assertThat(farBack.sum(8, 12)).isEqualTo(4);
	}

}
