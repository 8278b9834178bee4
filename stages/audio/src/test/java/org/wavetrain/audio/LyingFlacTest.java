package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** FLAC files whose checksums or header are not those of their sound. */
class LyingFlacTest {
  /** Behind the mark, the head of a block, and the sizes of blocks and frames. */
  private static final int RATE_AND_LENGTH = 4 + 4 + 10;

  /** The lowest 36 bits of the eight bytes there. */
  private static final long LENGTH = (1L << 36) - 1;

  @TempDir Path directory;
  private final AudioDecoder decoder = new AudioDecoder(Duration.ofSeconds(30));
  private final short[] tone = TestTone.sine(64_000, 440, 16_000);
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("a.flac");
    SoundFile.write(file, SoundFormat.FLAC, tone, 16_000);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a FLAC file with a wrong checksum of a frame",
      outcome = "set aside as AUDIO_CORRUPT or AUDIO_TRUNCATED")
  void aWrongChecksumIsNamed() throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(file))
        .satisfies(
            rejected ->
                assertThat(rejected.problem())
                    .isIn(AudioProblem.AUDIO_CORRUPT, AudioProblem.AUDIO_TRUNCATED));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a FLAC header that promises 68 billion samples",
      outcome = "set aside as AUDIO_TRUNCATED")
  void aHugeLengthIsNamed() throws Exception {
    promise(LENGTH);

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(file))
        .satisfies(
            rejected -> assertThat(rejected.problem()).isEqualTo(AudioProblem.AUDIO_TRUNCATED))
        .withMessageContaining("64000 are there");
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a FLAC header without a length, as programs write it to a pipe",
      outcome = "read to its end")
  void aLengthThatNobodyKnewIsNone() throws Exception {
    promise(0);

    assertThat(decoder.decode(file).samples()).containsExactly(tone);
  }

  private void promise(long samples) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    long rateAndLength = bytes.getLong(RATE_AND_LENGTH);
    assertThat(rateAndLength & LENGTH).isEqualTo(tone.length);
    bytes.putLong(RATE_AND_LENGTH, rateAndLength & ~LENGTH | samples);
    Files.write(file, bytes.array());
  }
}
