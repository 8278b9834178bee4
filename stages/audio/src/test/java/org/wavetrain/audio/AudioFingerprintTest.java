package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioFingerprintTest {
  private static final int FEWEST = 12;

  @Test
  void theLevelDoesNotMatter() {
    short[] quiet = sound(1, 48_000);
    for (int index = 0; index < quiet.length; index++) {
      quiet[index] = (short) (quiet[index] / 4);
    }
    assertThat(difference(sound(1, 48_000), quiet)).isLessThan(0.02);
  }

  @Test
  void aStartTenMillisecondsLaterMattersLittle() {
    short[] later = Arrays.copyOfRange(sound(1, 48_000), 160, 48_000);
    assertThat(difference(sound(1, 48_000), later)).isBetween(0.01, 0.2);
  }

  @Test
  void otherSoundsDiffer() {
    assertThat(difference(sound(1, 48_000), sound(2, 48_000))).isGreaterThan(0.3);
  }

  @Test
  void silenceHasNoBits() {
    short[] samples = sound(1, 48_000);
    Arrays.fill(samples, 16_000, 32_000, (short) 0);
    AudioFingerprint whole = AudioFingerprint.of(sound(1, 48_000));
    assertThat(AudioFingerprint.of(samples).heard()).isBetween(20, whole.heard() - 20);
  }

  @Test
  void whatIsTooShortHasNoFrames() {
    assertThat(AudioFingerprint.of(new short[2_000]).bits()).isEmpty();
    assertThat(AudioFingerprint.of(new short[0]).bits()).isEmpty();
  }

  @Test
  void onlyTheFirstHalfMinuteIsKept() {
    assertThat(AudioFingerprint.of(sound(1, 560_000)).bits()).hasSize(AudioFingerprint.MOST_FRAMES);
  }

  @Test
  void aJingleInCommonIsNoLikeness() {
    short[] one = sound(1, 320_000);
    short[] other = sound(2, 320_000);
    System.arraycopy(one, 0, other, 0, 144_000);
    assertThat(difference(Arrays.copyOf(one, 144_000), Arrays.copyOf(other, 144_000))).isZero();
    assertThat(difference(one, other)).as("20 s, of which 9 s are the same").isGreaterThan(0.2);
  }

  @Test
  void tooLittleInCommonIsNoLikeness() {
    AudioFingerprint one = AudioFingerprint.of(sound(1, 48_000));
    assertThat(one.difference(one, one.bits().length - FEWEST + 1, FEWEST)).isEqualTo(1);
  }

  private static double difference(short[] one, short[] other) {
    return AudioFingerprint.of(one).difference(AudioFingerprint.of(other), 0, FEWEST);
  }

  /** Tones that change about six times a second, as vowels do, over a little noise. */
  private static short[] sound(int seed, int samples) {
    Random random = new Random(seed);
    short[] sound = new short[samples];
    double[] hertz = new double[5];
    double[] phases = new double[5];
    for (int index = 0; index < samples; index++) {
      double sum = random.nextGaussian() * 40;
      for (int tone = 0; tone < hertz.length; tone++) {
        if (index % 2_700 == 0) {
          hertz[tone] = 150 + 1_700 * random.nextDouble();
        }
        phases[tone] += 2 * Math.PI * hertz[tone] / DecodedAudio.SAMPLE_RATE_HZ;
        sum += 2_000 * Math.sin(phases[tone]);
      }
      sound[index] = (short) sum;
    }
    return sound;
  }
}
