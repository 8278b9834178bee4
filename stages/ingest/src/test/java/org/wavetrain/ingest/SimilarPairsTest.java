package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wavetrain.audio.AudioFingerprint;
import org.wavetrain.ingest.SimilarPairs.Pair;

class SimilarPairsTest {
  @Test
  void whatIsAlikeLateInALongRecordingIsFound() {
    AudioFingerprint whole = fingerprint(1, AudioFingerprint.MOST_FRAMES);
    short[] cut = new short[AudioFingerprint.MOST_FRAMES - 100];
    System.arraycopy(whole.bits(), 100, cut, 0, cut.length);
    SimilarPairs pairs = new SimilarPairs();
    pairs.add(fingerprint(2, 900));
    pairs.add(whole);
    pairs.add(new AudioFingerprint(cut));
    assertThat(pairs.find()).containsExactly(new Pair(1, 2, 0));
  }

  @Test
  void aSharedBeginningIsNoLikeness() {
    short[] one = fingerprint(1, 600).bits();
    short[] other = fingerprint(2, 600).bits();
    System.arraycopy(one, 0, other, 0, 256);
    SimilarPairs pairs = new SimilarPairs();
    pairs.add(new AudioFingerprint(one));
    pairs.add(new AudioFingerprint(other));
    assertThat(pairs.find()).isEmpty();
  }

  @Test
  void howManyAreBeyondTheLimitIsTold() {
    SimilarPairs pairs = new SimilarPairs(2);
    for (int index = 0; index < 3; index++) {
      pairs.add(fingerprint(1, 100));
    }
    assertThat(pairs.find()).containsExactly(new Pair(0, 1, 0));
    assertThat(pairs.beyond()).isOne();

    NearDuplicates.Found found = new NearDuplicates.Found(List.of(), 2, 1);
    assertThat(found.messages())
        .containsExactly(
            "1 recordings were not looked through for near-duplicates: only the first 300000 of a"
                + " corpus are.");
    assertThat(found.figures()).containsEntry("recordings_beyond_limit", 1);
  }

  private static AudioFingerprint fingerprint(int seed, int frames) {
    Random random = new Random(seed);
    short[] bits = new short[frames];
    for (int frame = 0; frame < frames; frame++) {
      bits[frame] = (short) random.nextInt(1 << AudioFingerprint.BITS);
    }
    return new AudioFingerprint(bits);
  }
}
