package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** Headers and samples of RIFF files that a decoder would read without a word. */
class WaveFileTest {
  @TempDir Path directory;
  private final AudioDecoder decoder = new AudioDecoder(Duration.ofSeconds(30));

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV file that is cut off",
      outcome = "set aside as AUDIO_TRUNCATED")
  void aTruncatedWaveFileIsNamed() throws Exception {
    byte[] whole = TestTone.wave(TestTone.sine(8000, 440, 16_000), 1, 16_000);
    Path file = TestTone.write(directory.resolve("a.wav"), Arrays.copyOf(whole, 9_000));

    rejectedAs(AudioProblem.AUDIO_TRUNCATED, file);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header that promises more sound than there is",
      outcome = "set aside as AUDIO_TRUNCATED")
  void aHeaderThatPromisesMoreThanThereIsCountsAsTruncated() throws Exception {
    byte[] data = new byte[16_000];
    Path file =
        TestTone.write(
            directory.resolve("a.wav"), TestTone.wave(1, 1, 16_000, 16, data, 1_000_000));

    rejectedAs(AudioProblem.AUDIO_TRUNCATED, file);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header whose channels contradict the length of a frame",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void aHeaderThatContradictsItselfIsNamed() throws Exception {
    byte[] bytes = TestTone.wave(TestTone.sine(8000, 440, 16_000), 1, 16_000);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(22, (short) 7);
    Path file = TestTone.write(directory.resolve("a.wav"), bytes);

    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, file);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header whose bytes a second contradict its rate",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void aByteRateThatContradictsTheRateIsNamed() throws Exception {
    byte[] bytes = TestTone.wave(TestTone.sine(8000, 440, 16_000), 1, 16_000);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(28, 16_000);

    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, TestTone.write(directory.resolve("a.wav"), bytes));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header whose length ends within a frame",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void aLengthThatIsNoNumberOfFramesIsNamed() throws Exception {
    byte[] bytes = TestTone.wave(1, 1, 16_000, 16, new byte[16_002], 16_001);

    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, TestTone.write(directory.resolve("a.wav"), bytes));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header that promises less sound than there is",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void aHeaderThatPromisesLessThanThereIsIsNamed() throws Exception {
    byte[] whole = TestTone.wave(TestTone.sine(16_001, 440, 16_000), 1, 16_000);
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 16_000);

    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, TestTone.write(directory.resolve("a.wav"), whole));
  }

  @Test
  void chunksBehindTheSoundAreAllowed() throws Exception {
    short[] tone = TestTone.sine(8000, 440, 16_000);
    byte[] wave = TestTone.wave(tone, 1, 16_000);
    byte[] tagged = Arrays.copyOf(wave, wave.length + 12);
    ByteBuffer.wrap(tagged)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(wave.length)
        .put("LIST".getBytes(StandardCharsets.US_ASCII))
        .putInt(4)
        .put("INFO".getBytes(StandardCharsets.US_ASCII));

    assertThat(decoder.decode(TestTone.write(directory.resolve("a.wav"), tagged)).samples())
        .containsExactly(tone);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xFFFF_FFFF, 0x7FFF_F000, 0x7FFF_FFFF, 0x8000_0000})
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header without a length, as programs write it to a pipe",
      outcome = "read to its end")
  void whatWasWrittenToAPipeIsReadToItsEnd(int length) throws Exception {
    short[] tone = TestTone.sine(8000, 440, 16_000);
    byte[] streamed = TestTone.wave(tone, 1, 16_000);
    ByteBuffer.wrap(streamed).order(ByteOrder.LITTLE_ENDIAN).putInt(4, length).putInt(40, length);

    assertThat(decoder.decode(TestTone.write(directory.resolve("a.wav"), streamed)).samples())
        .containsExactly(tone);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header whose frames have no bytes",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void floatingPointFramesOfNoBytesAreNamed() throws Exception {
    byte[] bytes = TestTone.wave(3, 1, 16_000, 32, new byte[4_000], 4_000);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(32, (short) 0);

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(TestTone.write(directory.resolve("a.wav"), bytes)))
        .withMessageContaining("32 bits in 0 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header with a sampling rate of 3 Hz",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void anAbsurdSamplingRateIsNamed() throws Exception {
    byte[] bytes = TestTone.wave(TestTone.sine(8000, 440, 16_000), 1, 3);
    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, TestTone.write(directory.resolve("a.wav"), bytes));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a sound file of 0 bytes, and one without samples",
      outcome = "set aside with the reason")
  void anEmptyFileAndAHeaderWithoutSamplesAreNamed() throws Exception {
    rejectedAs(AudioProblem.AUDIO_EMPTY, TestTone.write(directory.resolve("a.wav"), new byte[0]));
    Path header =
        TestTone.write(directory.resolve("b.wav"), TestTone.wave(new short[0], 1, 16_000));
    assertThatExceptionOfType(AudioRejected.class).isThrownBy(() -> decoder.decode(header));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a floating-point WAV file with a NaN",
      outcome = "set aside as AUDIO_NOT_FINITE")
  void samplesThatAreNotNumbersAreNamed() throws Exception {
    ByteBuffer data = ByteBuffer.allocate(4 * 1000).order(ByteOrder.LITTLE_ENDIAN);
    data.putFloat(4 * 500, Float.NaN);
    Path file =
        TestTone.write(
            directory.resolve("a.wav"), TestTone.wave(3, 1, 16_000, 32, data.array(), 4_000));
    rejectedAs(AudioProblem.AUDIO_NOT_FINITE, file);
  }

  private void rejectedAs(AudioProblem problem, Path file) {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(file))
        .satisfies(rejected -> assertThat(rejected.problem()).isEqualTo(problem));
  }
}
