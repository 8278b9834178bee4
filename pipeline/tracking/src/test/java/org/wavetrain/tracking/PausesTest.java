package org.wavetrain.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.tracking.Pauses.Pause;

class PausesTest {
  private static Instant at(long minute) {
    return Instant.EPOCH.plus(Duration.ofMinutes(minute));
  }

  private static final Pauses TWO = Pauses.NONE.with(at(10), at(15)).with(at(20), at(40));

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(Pauses.ofTag(TWO.toTag())).isEqualTo(TWO);
    assertThat(Pauses.ofTag("")).isEqualTo(Pauses.NONE);
    assertThat(Pauses.ofTag("by hand 5-1")).isEqualTo(Pauses.NONE);
  }

  @Test
  void onlyWhatIsOverAtATimeCounts() {
    assertThat(TWO.total()).isEqualTo(Duration.ofMinutes(25));
    assertThat(TWO.before(at(5))).isEqualTo(Duration.ZERO);
    assertThat(TWO.before(at(18))).isEqualTo(Duration.ofMinutes(5));
    assertThat(TWO.before(at(25))).isEqualTo(Duration.ofMinutes(10));
    assertThat(TWO.before(at(99))).isEqualTo(TWO.total());
  }

  @Test
  void aPauseThatIsWrittenDownAgainSinceNobodyWentOnIsOne() {
    assertThat(TWO.with(at(20), at(50)).all())
        .containsExactly(new Pause(at(10), at(15)), new Pause(at(20), at(50)));
  }

  @Test
  void ofVeryManyTheEarliestBecomeOneAndTheirSumStays() {
    Pauses many = Pauses.NONE;
    List<Pause> written = new ArrayList<>();
    for (int minute = 0; minute < 1000; minute += 4) {
      many = many.with(at(minute), at(minute + 1));
      written.add(new Pause(at(minute), at(minute + 1)));
    }

    assertThat(many.all()).hasSize(100).endsWith(written.get(written.size() - 1));
    assertThat(many.total()).isEqualTo(Duration.ofMinutes(written.size()));
    assertThat(many.toTag().length()).isLessThan(5000);
  }
}
