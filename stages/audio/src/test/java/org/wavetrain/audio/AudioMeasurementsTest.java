package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AudioMeasurementsTest {
  @Test
  void silenceAroundASoundIsMeasured() {
    short[] samples = new short[16_000];
    short[] tone = TestTone.sine(8_000, 440, 16_000);
    System.arraycopy(tone, 0, samples, 3_200, tone.length);

    AudioMeasurements measured = AudioMeasurements.of(samples);

    assertThat(measured.leadingSilenceSeconds()).isCloseTo(0.2, within(1e-9));
    assertThat(measured.trailingSilenceSeconds()).isCloseTo(0.3, within(1e-9));
    assertThat(measured.silenceShare()).isCloseTo(0.5, within(1e-9));
    assertThat(measured.seconds()).isEqualTo(1);
  }

  @Test
  void samplesAtFullScaleCountAsClipped() {
    short[] samples = new short[1_000];
    Arrays.fill(samples, 0, 100, Short.MAX_VALUE);
    Arrays.fill(samples, 100, 200, Short.MIN_VALUE);

    assertThat(AudioMeasurements.of(samples).clippedShare()).isEqualTo(0.2);
    assertThat(AudioMeasurements.of(samples).peakDbfs()).isCloseTo(0, within(1e-6));
  }

  @Test
  void whatIsLeftOverMakesTheLastFrameNoLouder() {
    short[] samples = new short[320 + 639];
    Arrays.fill(samples, (short) 1_000);

    assertThat(AudioMeasurements.of(samples).signalToNoiseDb()).isCloseTo(0, within(1e-9));
  }

  @Test
  void aRecordingOfNothingIsSilentFromItsStartToItsEnd() {
    AudioMeasurements measured = AudioMeasurements.of(new short[16_000 + 100]);

    assertThat(measured.silent()).isTrue();
    assertThat(measured.silenceShare()).isEqualTo(1);
    assertThat(measured.leadingSilenceSeconds()).isEqualTo(measured.seconds());
    assertThat(measured.trailingSilenceSeconds()).isEqualTo(measured.seconds());
  }

  @Test
  void ditherIsSilenceAndASoundOfFourStepsIsNot() {
    short[] dither = new short[1_600];
    short[] quiet = new short[1_600];
    for (int i = 0; i < dither.length; i++) {
      dither[i] = (short) (i % 5 - 2);
      quiet[i] = (short) (i % 2 == 0 ? 4 : -4);
    }

    assertThat(AudioMeasurements.of(dither).silent()).isTrue();
    assertThat(AudioMeasurements.of(dither).silenceShare()).isEqualTo(1);
    assertThat(AudioMeasurements.of(quiet).silent()).isFalse();
    assertThat(AudioMeasurements.of(quiet).silenceShare()).isZero();
  }

  @Test
  void silenceAtTheEndCountsWhatIsLeftOverToo() {
    short[] samples = new short[3 * 320 + 100];
    Arrays.fill(samples, 0, 320, (short) 1_000);

    assertThat(AudioMeasurements.of(samples).trailingSilenceSeconds())
        .isCloseTo(740 / 16_000.0, within(1e-9));
    assertThat(AudioMeasurements.of(samples).leadingSilenceSeconds()).isZero();
  }

  @Test
  void digitalSilenceHasTheFloorAsItsLevel() {
    AudioMeasurements measured = AudioMeasurements.of(new short[500]);
    assertThat(measured.peakDbfs()).isEqualTo(-96);
    assertThat(measured.loudnessDbfs()).isEqualTo(-96);
  }
}
