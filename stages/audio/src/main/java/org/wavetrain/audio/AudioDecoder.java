package org.wavetrain.audio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Reads sound in the usual formats into 16 kHz mono PCM16 and refuses what is damaged. Safe for use
 * by several threads. Files may come from anybody: one that names other files is not followed.
 */
public final class AudioDecoder {
  /** Receptive field of the convolutional encoder: a shorter recording gives no frame. */
  public static final int SHORTEST_SAMPLES = 400;

  private final Duration longest;
  private final long longestSamples;

  /**
   * @param longest what is longer is refused; bounds the memory of one decoding
   */
  public AudioDecoder(Duration longest) {
    this.longest = longest;
    this.longestSamples = longest.toMillis() * DecodedAudio.SAMPLE_RATE_HZ / 1000;
  }

  /** What is longer is refused. */
  public Duration longest() {
    return longest;
  }

  /**
   * Decodes one file.
   *
   * @throws AudioRejected when it cannot be used
   */
  public DecodedAudio decode(Path file) throws AudioRejected {
    checkFile(file);
    PcmBuffer samples = new PcmBuffer(longestSamples);
    try (FfmpegReader reader = new FfmpegReader(file)) {
      DecodedAudio audio = reader.read(samples);
      checkCount(samples.count());
      return audio;
    }
  }

  /**
   * Decodes one file piece by piece, in memory that does not grow with its length. The consumer may
   * have got samples when the file is refused.
   *
   * @throws AudioRejected when it cannot be used
   */
  public void stream(Path file, SampleConsumer consumer) throws AudioRejected {
    checkFile(file);
    PcmStream samples = new PcmStream(longestSamples, consumer);
    try (FfmpegReader reader = new FfmpegReader(file)) {
      reader.readInto(samples);
      samples.flush();
      checkCount(samples.count());
    }
  }

  private static void checkCount(long samples) throws AudioRejected {
    if (samples == 0) {
      throw new AudioRejected(AudioProblem.AUDIO_EMPTY, "The file has no samples.");
    }
    if (samples < SHORTEST_SAMPLES) {
      throw new AudioRejected(
          AudioProblem.AUDIO_TOO_SHORT,
          "The recording has %d samples at 16 kHz, %d are needed."
              .formatted(samples, SHORTEST_SAMPLES));
    }
  }

  private static void checkFile(Path file) throws AudioRejected {
    try {
      if (!Files.isRegularFile(file)) {
        throw Files.exists(file)
            ? new AudioRejected(AudioProblem.AUDIO_NOT_A_FILE, "It is not a regular file.")
            : new AudioRejected(AudioProblem.AUDIO_UNREADABLE, "There is no such file.");
      }
      if (Files.size(file) == 0) {
        throw new AudioRejected(AudioProblem.AUDIO_EMPTY, "The file has no bytes.");
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        WaveHeader.check(channel);
        SphereHeader.check(channel);
      }
    } catch (IOException e) {
      throw new AudioRejected(
          AudioProblem.AUDIO_UNREADABLE, "The file cannot be read (" + e.getMessage() + ").");
    }
  }
}
