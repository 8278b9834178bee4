package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AudioEffectTest {
  private static final int SECOND = DecodedAudio.SAMPLE_RATE_HZ;

  @Test
  void noiseHasThePowerItIsAskedFor() {
    float[] clean = tone();
    for (boolean pink : new boolean[] {false, true}) {
      float[] noisy = new AudioEffect.Noise(10, pink, 3).apply(clean.clone());
      double noise = 0;
      double signal = 0;
      for (int i = 0; i < clean.length; i++) {
        noise += Math.pow(noisy[i] - clean[i], 2);
        signal += Math.pow(clean[i], 2);
      }
      assertThat(10 * Math.log10(signal / noise)).isCloseTo(10, within(0.01));
    }
  }

  @Test
  void aPitchShiftOfAnOctaveDoublesTheFrequencyAndKeepsTheLength() {
    short[] shifted = Pcm.toShort(new AudioEffect.PitchShift(12).apply(tone()));

    assertThat(shifted.length).isCloseTo(SECOND, within(SECOND / 20));
    assertThat(TestTone.strongest(shifted, 200, 400, 800, 1600)).isEqualTo(800);
  }

  @Test
  void aTimeStretchKeepsTheFrequency() {
    short[] stretched = Pcm.toShort(new AudioEffect.TimeStretch(1.25).apply(tone()));

    assertThat(stretched.length).isCloseTo(SECOND * 5 / 4, within(SECOND / 20));
    assertThat(TestTone.strongest(stretched, 320, 400, 500)).isEqualTo(400);
  }

  @Test
  void speedChangesLengthAndFrequencyTogether() {
    short[] faster = Pcm.toShort(new AudioEffect.Speed(1.25).apply(tone()));

    assertThat(faster.length).isCloseTo(SECOND * 4 / 5, within(20));
    assertThat(TestTone.strongest(faster, 320, 400, 500)).isEqualTo(500);
  }

  @Test
  void gainIsInDecibels() {
    double before = AudioMeasurements.of(Pcm.toShort(tone())).loudnessDbfs();
    float[] louder = new AudioEffect.Gain(-6).apply(tone());

    assertThat(AudioMeasurements.of(Pcm.toShort(louder)).loudnessDbfs() - before)
        .isCloseTo(-6, within(0.05));
  }

  @Test
  void theSameEffectGivesTheSameSamples() {
    for (AudioEffect effect :
        new AudioEffect[] {
          new AudioEffect.Noise(5, true, 9),
          new AudioEffect.PitchShift(-2.5),
          new AudioEffect.TimeStretch(0.9),
          new AudioEffect.Speed(1.07)
        }) {
      assertThat(effect.apply(tone())).as(effect.description()).isEqualTo(effect.apply(tone()));
    }
  }

  @Test
  void aFilterThatFfmpegDoesNotKnowIsAFaultOfTheProgram() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AudioFilter.apply(tone(), "nosuchfilter"))
        .withMessageContaining("nosuchfilter");
  }

  private static float[] tone() {
    return Pcm.toFloat(TestTone.sine(SECOND, 400, SECOND));
  }
}
