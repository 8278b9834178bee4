package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.wavetrain.audio.RiffChunks.chunk;
import static org.wavetrain.audio.RiffChunks.extensibleFormat;
import static org.wavetrain.audio.RiffChunks.file;
import static org.wavetrain.audio.RiffChunks.format;
import static org.wavetrain.audio.RiffChunks.longLengths;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** WAV files that few programs write, whole and spoiled. */
class OddWaveFilesTest {
  private static final int RATE_HZ = 16_000;
  private static final int INTEGERS = 1;
  private static final int FLOATS = 3;

  @TempDir Path directory;
  private final AudioDecoder decoder = new AudioDecoder(Duration.ofSeconds(30));
  private final short[] tone = TestTone.sine(8000, 440, RATE_HZ);

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV file of 8 bits, of 32 bits, and of 64-bit floating-point numbers",
      outcome = "read at its level")
  void samplesOfOtherSizesKeepTheirLevel() throws Exception {
    ByteBuffer eight = RiffChunks.bytes(tone.length);
    ByteBuffer thirtyTwo = RiffChunks.bytes(tone.length * Integer.BYTES);
    ByteBuffer doubles = RiffChunks.bytes(tone.length * Double.BYTES);
    short[] coarse = new short[tone.length];
    for (int index = 0; index < tone.length; index++) {
      int step = tone[index] >> 8;
      coarse[index] = (short) (step << 8);
      eight.put((byte) (step + 128));
      thirtyTwo.putInt(tone[index] << 16);
      doubles.putDouble(tone[index] / 32_768.0);
    }

    assertThat(decode(format(INTEGERS, 1, RATE_HZ, 8), chunk("data", eight.array())))
        .containsExactly(coarse);
    assertThat(decode(format(INTEGERS, 1, RATE_HZ, 32), chunk("data", thirtyTwo.array())))
        .containsExactly(tone);
    assertThat(decode(format(FLOATS, 1, RATE_HZ, 64), chunk("data", doubles.array())))
        .containsExactly(tone);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a floating-point WAV file with an infinite sample, of either sign",
      outcome = "set aside as AUDIO_NOT_FINITE")
  void anInfiniteSampleIsNamed() {
    for (float infinite : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      ByteBuffer floats = RiffChunks.bytes(4 * 1000).putFloat(4 * 500, infinite);
      rejectedAs(
          AudioProblem.AUDIO_NOT_FINITE,
          () -> decode(format(FLOATS, 1, RATE_HZ, 32), chunk("data", floats.array())));
    }
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV file with an extensible header, 24 bits in 32 and a map of speakers",
      outcome = "read; a contradiction in it is set aside as AUDIO_HEADER_WRONG")
  void anExtensibleHeaderIsRead() throws Exception {
    ByteBuffer thirtyTwo = RiffChunks.bytes(2 * tone.length * Integer.BYTES);
    for (short sample : tone) {
      thirtyTwo.putInt(sample << 16).putInt(sample << 16);
    }
    byte[] data = chunk("data", thirtyTwo.array());

    assertThat(decode(extensibleFormat(INTEGERS, 2, RATE_HZ, 32, 24, 3), data))
        .containsExactly(tone);
    byte[] lying = extensibleFormat(INTEGERS, 2, RATE_HZ, 32, 24, 3);
    lying[8 + 12] = 7;
    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, () -> decode(lying, data));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV file of 8 channels, of 63 and of 65,535",
      outcome = "8 are mixed to one, more are set aside with their number")
  void manyChannelsAreMixedOrNamed() throws Exception {
    assertThat(decode(format(INTEGERS, 8, RATE_HZ, 16), chunk("data", channels(8))))
        .hasSize(tone.length);
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decode(format(INTEGERS, 63, RATE_HZ, 16), chunk("data", channels(63))))
        .withMessageContaining("63 channels");
    rejectedAs(
        AudioProblem.AUDIO_HEADER_WRONG,
        () -> decode(format(INTEGERS, 65_535, RATE_HZ, 16), chunk("data", channels(8))));
  }

  private byte[] channels(int count) {
    ByteBuffer interleaved = RiffChunks.bytes(count * tone.length * Short.BYTES);
    for (short sample : tone) {
      for (int channel = 0; channel < count; channel++) {
        interleaved.putShort(sample);
      }
    }
    return interleaved.array();
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV file with a chunk of an odd length before its sound",
      outcome = "read where it is padded, set aside where it is not")
  void aChunkOfAnOddLengthIsPassedOver() throws Exception {
    byte[] format = format(INTEGERS, 1, RATE_HZ, 16);
    byte[] data = chunk("data", sound());
    byte[] odd = chunk("note", new byte[] {'o', 'd', 'd'});

    assertThat(decode(format, odd, data)).containsExactly(tone);
    rejectedAs(
        AudioProblem.AUDIO_HEADER_WRONG,
        () -> decode(format, Arrays.copyOf(odd, odd.length - 1), data));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV file of an odd number of bytes of sound, without the padding behind it",
      outcome = "read")
  void soundOfAnOddLengthIsRead() throws Exception {
    byte[] eightBits = new byte[8001];
    Arrays.fill(eightBits, 0, 4000, (byte) 200);
    byte[] padded = file("RIFF", format(INTEGERS, 1, RATE_HZ, 8), chunk("data", eightBits));

    assertThat(decodeFile(padded)).hasSize(8001);
    assertThat(decodeFile(Arrays.copyOf(padded, padded.length - 1))).hasSize(8001);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "an RF64 file, whole, cut off, and with lengths that lie",
      outcome = "read; set aside as AUDIO_TRUNCATED or AUDIO_HEADER_WRONG")
  void theLengthsOfAnRf64FileCount() throws Exception {
    byte[] format = format(INTEGERS, 1, RATE_HZ, 16);
    byte[] data = chunk("data", sound(), RiffChunks.ELSEWHERE);
    int bytes = tone.length * Short.BYTES;
    byte[] whole = file("RF64", longLengths(16_000, bytes, tone.length), format, data);

    assertThat(decodeFile(whole)).containsExactly(tone);
    rejectedAs(
        AudioProblem.AUDIO_TRUNCATED, () -> decodeFile(Arrays.copyOf(whole, whole.length - 2000)));
    for (long lie : new long[] {bytes + 2, 1L << 40, Long.MAX_VALUE, -2}) {
      rejectedAs(
          AudioProblem.AUDIO_TRUNCATED,
          () -> decodeFile(file("RF64", longLengths(lie, lie, lie), format, data)));
    }
    rejectedAs(
        AudioProblem.AUDIO_HEADER_WRONG,
        () -> decodeFile(file("RF64", longLengths(0, bytes / 2, 0), format, data)));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a WAV header with no channels, and one with a sampling rate of 0",
      outcome = "set aside with the reason")
  void noChannelsAndNoRateAreNamed() {
    byte[] data = chunk("data", sound());

    rejectedAs(
        AudioProblem.AUDIO_HEADER_WRONG, () -> decode(format(INTEGERS, 0, RATE_HZ, 16), data));
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decode(format(INTEGERS, 1, 0, 16), data))
        .satisfies(
            rejected ->
                assertThat(rejected.problem())
                    .isIn(AudioProblem.AUDIO_HEADER_WRONG, AudioProblem.AUDIO_NOT_AUDIO));
  }

  private byte[] sound() {
    ByteBuffer bytes = RiffChunks.bytes(tone.length * Short.BYTES);
    bytes.asShortBuffer().put(tone);
    return bytes.array();
  }

  private short[] decode(byte[]... chunks) throws IOException, AudioRejected {
    return decodeFile(file("RIFF", chunks));
  }

  private short[] decodeFile(byte[] bytes) throws IOException, AudioRejected {
    return decoder.decode(TestTone.write(directory.resolve("a.wav"), bytes)).samples();
  }

  private static void rejectedAs(AudioProblem problem, ThrowingCallable decoding) {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(decoding)
        .satisfies(rejected -> assertThat(rejected.problem()).isEqualTo(problem));
  }
}
