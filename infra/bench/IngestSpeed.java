import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioFingerprint;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.synthesis.Prosody;
import org.wavetrain.synthesis.SpeechSynthesizer;

/**
 * Brings FLAC files with 48 kHz to 16 kHz, by turns with ffmpeg's command line and with ingest's
 * own decoder, without and with the fingerprints that near-duplicates are found by, and prints the
 * ratios of their best times. Started by {@code infra/bench/ingest},
 * which pins both to one core.
 */
final class IngestSpeed {
  private static final int SOURCE_RATE_HZ = 48_000;
  private static final int FILES = 4;
  private static final int SECONDS = 300;
  private static final int ROUNDS = 6;
  private static final int UTTERANCE = 5 * 16_000;

  private IngestSpeed() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Path file = folder.resolve(i + ".flac");
      SoundFile.write(file, SoundFormat.FLAC, speech(i), SOURCE_RATE_HZ);
      files.add(file);
    }
    double ffmpeg = Double.POSITIVE_INFINITY;
    double ours = Double.POSITIVE_INFINITY;
    double fingerprinted = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      ffmpeg = Math.min(ffmpeg, ffmpegSeconds(files, folder.resolve("out.wav")));
      ours = Math.min(ours, ourSeconds(files, false));
      fingerprinted = Math.min(fingerprinted, ourSeconds(files, true));
    }
    double audio = FILES * SECONDS;
    System.out.printf(
        Locale.ROOT,
        "ffmpeg     %6.0f x real time on a core%nwavetrain  %6.0f x real time on a core%n"
            + "ratio      %6.2f (above 1: wavetrain is faster)%n"
            + "with fingerprints of each 5 s: %.2f of the time without%n",
        audio / ffmpeg,
        audio / ours,
        ffmpeg / ours,
        fingerprinted / ours);
  }

  private static double ourSeconds(List<Path> files, boolean fingerprints) throws Exception {
    AudioDecoder decoder = new AudioDecoder(Duration.ofHours(1));
    long start = System.nanoTime();
    for (Path file : files) {
      short[] samples = decoder.decode(file).samples();
      if (samples.length < SECONDS * 15_999) {
        throw new IllegalStateException(file + " is not whole");
      }
      for (int from = 0; fingerprints && from < samples.length; from += UTTERANCE) {
        AudioFingerprint.of(Arrays.copyOfRange(samples, from, from + UTTERANCE));
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** One process for all files, so that its start counts once. */
  private static double ffmpegSeconds(List<Path> files, Path output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
    for (Path file : files) {
      command.addAll(List.of("-threads", "1", "-i", file.toString()));
    }
    for (int i = 0; i < files.size(); i++) {
      command.addAll(List.of("-map", i + ":a", "-ar", "16000", "-ac", "1", "-c:a", "pcm_s16le"));
      command.addAll(List.of("-f", "wav", output.resolveSibling("out" + i + ".wav").toString()));
    }
    long start = System.nanoTime();
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("ffmpeg failed");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** Sentences after each other with a little noise, as microphones give. */
  private static short[] speech(int seed) {
    Random random = new Random(seed);
    short[] samples = new short[SECONDS * SOURCE_RATE_HZ];
    int position = 0;
    try (SpeechSynthesizer synthesizer = new SpeechSynthesizer()) {
      while (position < samples.length) {
        Prosody prosody = new Prosody(90 + random.nextInt(60), 12, 160, 0.1, 0.8);
        short[] said = synthesizer.speak("number " + random.nextInt(100_000), prosody);
        for (int i = 0; i + 1 < said.length; i++) {
          for (int k = 0; k < 3 && position < samples.length; k++) {
            double level = (said[i] * (3 - k) + said[i + 1] * k) / 3.0;
            samples[position++] = (short) Math.round(level + 12 * random.nextGaussian());
          }
        }
      }
    }
    return samples;
  }
}
