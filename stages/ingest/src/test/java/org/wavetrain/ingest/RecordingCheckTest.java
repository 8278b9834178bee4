package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.AudioProblem;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class RecordingCheckTest {
  private static final int RATE_HZ = 16_000;

  @TempDir Path folder;
  private final RecordingCheck check = new RecordingCheck(Duration.ofSeconds(30));

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a recording of silence",
      outcome = "set aside as AUDIO_SILENT")
  void aRecordingOfNothingIsRejected() throws IOException {
    Candidate silent = recording(1, new short[RATE_HZ]);

    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> check.check(silent))
        .withMessage("It is silence: no sample of it reaches -80 dBFS.")
        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(AudioProblem.AUDIO_SILENT));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "two channels that cancel each other",
      outcome = "set aside as AUDIO_SILENT, which says so")
  void channelsThatCancelEachOtherAreRejected() throws IOException {
    short[] stereo = new short[2 * RATE_HZ];
    for (int i = 0; i < RATE_HZ; i++) {
      stereo[2 * i] = tone(i);
      stereo[2 * i + 1] = (short) -tone(i);
    }
    Candidate inverted = recording(2, stereo);

    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> check.check(inverted))
        .withMessageContaining("Its 2 channels make silence where they are mixed to one")
        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(AudioProblem.AUDIO_SILENT));
  }

  @Test
  void aSoundInOneOfTwoChannelsIsKept() throws Exception {
    short[] stereo = new short[2 * RATE_HZ];
    for (int i = 0; i < RATE_HZ; i++) {
      stereo[2 * i] = tone(i);
    }

    CheckedRecording checked = check.check(recording(2, stereo));
    assertThat(checked.measurements().silenceShare()).isZero();
  }

  private static short tone(int sample) {
    return (short) Math.round(3_000 * Math.sin(2 * Math.PI * 440 * sample / RATE_HZ));
  }

  private Candidate recording(int channels, short[] samples) throws IOException {
    Path file = folder.resolve("a.wav");
    ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * samples.length);
    bytes.asShortBuffer().put(samples);
    try (AudioInputStream audio =
        new AudioInputStream(
            new ByteArrayInputStream(bytes.array()),
            new AudioFormat(RATE_HZ, 16, channels, true, true),
            samples.length / channels)) {
      AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }
    return new Candidate(
        "mine-a",
        "mine",
        "a.wav",
        file,
        "mine-ann",
        Optional.of("so"),
        Optional.of("so"),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
