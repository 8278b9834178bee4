package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.PeakMemory;
import org.wavetrain.faults.SpoiledInput;

/** Sound files that are spoiled at random. */
@Tag("slow")
class SpoiledAudioTest {
  private static final int SPOILED = 300;

  /**
   * Of memory, that of the native decoders too; what a file claims may be gigabytes. Measured are
   * some 40 MiB, and 70 with 1,000 files of each.
   */
  private static final long MOST_BYTES = 128L << 20;

  @TempDir Path directory;
  private final AudioDecoder decoder = new AudioDecoder(Duration.ofSeconds(30));

  @ParameterizedTest
  @EnumSource(SoundFormat.class)
  @Fault(
      area = FaultArea.AUDIO,
      injected = "WAV, FLAC, MP3 and SPHERE files spoiled at random, 300 of each",
      outcome = "each is read or set aside with a reason, within bounded time and memory")
  void spoiledSoundIsReadOrSetAside(SoundFormat format) throws Exception {
    Path file = directory.resolve("whole");
    SoundFile.write(file, format, TestTone.sine(8000, 440, 16_000), 16_000);

    readsOrSetsAside(Files.readAllBytes(file));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "Ogg files spoiled at random, 300 of them",
      outcome = "each is read or set aside with a reason, within bounded time and memory")
  void spoiledOggIsReadOrSetAside() throws Exception {
    try (InputStream whole = SpoiledAudioTest.class.getResourceAsStream("/tone.ogg")) {
      readsOrSetsAside(whole.readAllBytes());
    }
  }

  private void readsOrSetsAside(byte[] whole) throws Exception {
    Path file = Files.write(directory.resolve("a.wav"), whole);
    assertThat(decoder.decode(file).samples()).hasSizeGreaterThan(400);
    PeakMemory.Taking reading =
        () ->
            SpoiledInput.assertReadOrRefused(
                whole,
                SPOILED,
                spoiled -> decoder.decode(Files.write(file, spoiled)),
                AudioRejected.class::isInstance);
    if (PeakMemory.isKnown()) {
      assertThat(PeakMemory.growthWhile(reading)).isLessThan(MOST_BYTES);
    } else {
      reading.run();
    }
  }
}
