package org.wavetrain.audio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** Ten hours of sound, read by a process that has little memory. */
@Tag("slow")
class LongRecordingTest {
  private static final long SECONDS = Duration.ofHours(10).toSeconds();
  private static final int RATE_HZ = 8_000;
  private static final long SAMPLES = SECONDS * RATE_HZ;

  @TempDir Path directory;

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a recording of ten hours, in a process with 32 MB of heap",
      outcome = "set aside as AUDIO_TOO_LONG, or read to its end piece by piece")
  void tenHoursTakeNoMoreMemoryThanOneMinute() throws Exception {
    Path file = tenHoursOfSilence();

    assertThat(read("decode", file)).isEqualTo("AUDIO_TOO_LONG");
    assertThat(read("stream", file)).isEqualTo(Long.toString(SECONDS * 16_000));
  }

  /** Of 8 bits, where most of the file is a hole. */
  private Path tenHoursOfSilence() throws IOException {
    Path file = directory.resolve("long.wav");
    byte[] header = TestTone.wave(1, 1, RATE_HZ, 8, new byte[0], SAMPLES);
    Files.write(file, header);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(header.length + SAMPLES);
    }
    return file;
  }

  private String read(String way, Path file) throws Exception {
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-Xmx32m",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    LongRecording.class.getName(),
                    way,
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return Files.readString(output, UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
