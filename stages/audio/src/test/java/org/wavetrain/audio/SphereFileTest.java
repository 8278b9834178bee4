package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class SphereFileTest {
  @TempDir Path directory;
  private final AudioDecoder decoder = new AudioDecoder(Duration.ofSeconds(60));
  private final short[] tone = TestTone.sine(8000, 440, 16_000);

  @Test
  void samplesAreReadUnchanged() throws Exception {
    assertThat(decoder.decode(sphere()).samples()).containsExactly(tone);
  }

  @Test
  void bytesInTheOtherOrderAreRead() throws Exception {
    Path file = sphere();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 1024; i < bytes.length; i += 2) {
      byte first = bytes[i];
      bytes[i] = bytes[i + 1];
      bytes[i + 1] = first;
    }
    Files.write(file, bytes);
    replace(file, "sample_byte_format -s2 01", "sample_byte_format -s2 10");

    assertThat(decoder.decode(file).samples()).containsExactly(tone);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a SPHERE file that Shorten compressed",
      outcome = "set aside with the command that converts it")
  void shortenIsRefusedWithTheWayToConvertIt() throws Exception {
    Path file = sphere();
    replace(file, "end_head\n", "sample_coding -s26 pcm,embedded-shorten-v2.00\nend_head\n");

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(file))
        .withMessageContaining("embedded-shorten-v2.00")
        .withMessageContaining("sph2pipe")
        .satisfies(
            rejected ->
                assertThat(rejected.problem())
                    .isEqualTo(AudioProblem.AUDIO_COMPRESSION_UNSUPPORTED));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a SPHERE file that is cut off",
      outcome = "set aside as AUDIO_TRUNCATED")
  void aTruncatedFileIsNamed() throws Exception {
    Path file = sphere();
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 9_000));

    rejectedAs(AudioProblem.AUDIO_TRUNCATED, file);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a SPHERE header with a length or count that is none",
      outcome = "set aside as AUDIO_HEADER_WRONG")
  void aHeaderThatMakesNoSenseIsNamed() throws Exception {
    Path counted = sphere();
    replace(counted, "sample_count -i 8000", "sample_count -i some");
    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, counted);

    Path measured = sphere();
    replace(measured, "   1024", "9999999");
    rejectedAs(AudioProblem.AUDIO_HEADER_WRONG, measured);
  }

  private Path sphere() throws IOException {
    Path file = directory.resolve("SX1.WAV");
    SoundFile.write(file, SoundFormat.SPHERE, tone, 16_000);
    return file;
  }

  /** In the header, whose length stays. */
  private static void replace(Path file, String old, String changed) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, 0, 1024, StandardCharsets.ISO_8859_1);
    assertThat(header).contains(old);
    byte[] replaced = header.replace(old, changed).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(replaced, 0, bytes, 0, 1024);
    Files.write(file, bytes);
  }

  private void rejectedAs(AudioProblem problem, Path file) {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(file))
        .satisfies(rejected -> assertThat(rejected.problem()).isEqualTo(problem));
  }
}
