package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * Makes what a release leaves behind, so that later ones are held to reading it: a home with one
 * run that ended and one that was stopped within its training, and the pipeline file of both. To be
 * run once, when a release is made; docs/reliability.md says how.
 */
final class ReleaseFixture {
  /** The pipeline whose run ended. */
  static final String ENDED = "words";

  /** The pipeline whose run was stopped within its training. */
  static final String STOPPED = "stopped";

  /** Of a home, what a later release goes by; the rest is made anew. */
  private static final List<String> KEPT = List.of("s3", "tracking.db");

  private static final List<String> SOURCES = List.of("recordings", "tiny");

  /** Large, and read by browsers alone. */
  private static final String REPORT = "report.html";

  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final int SAMPLES = 8_000;
  private static final int SPEAKERS = 6;

  private final Path folder;

  private ReleaseFixture(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes it.
   *
   * @param arguments the file that is written, and that of one checkpoint's files alone, both
   *     ending in {@code .zip}
   */
  public static void main(String[] arguments) throws Exception {
    ReleaseFixture fixture = new ReleaseFixture(Files.createTempDirectory("release"));
    fixture.sources();
    fixture.stopWithinTraining();
    fixture.runToTheEnd();
    fixture.zip(Path.of(arguments[0]));
    fixture.zipCheckpoint(Path.of(arguments[1]));
  }

  private void sources() throws Exception {
    RandomModel.pretrained(tiny(), folder.resolve("tiny"));
    Path recordings = Files.createDirectories(folder.resolve("recordings"));
    StringBuilder manifest = new StringBuilder("path,text,speaker,split\n");
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
      String name = "recording-" + speaker + ".wav";
      tone(recordings.resolve(name), 20 + 4 * speaker);
      String split = speaker < 2 ? "test" : speaker < 4 ? "validation" : "train";
      manifest.append("%s,ada and bob,speaker-%d,%s%n".formatted(name, speaker, split));
    }
    Files.writeString(recordings.resolve("manifest.csv"), manifest);
    Files.writeString(pipeline(ENDED), pipeline(ENDED, 4, 1));
    Files.writeString(pipeline(STOPPED), pipeline(STOPPED, 100_000, 2));
  }

  private Path pipeline(String name) {
    return folder.resolve(name + ".yaml");
  }

  private static String pipeline(String name, int steps, int seed) {
    return """
    name: %s
    seed: %d
    sources:
      recordings: {path: recordings, layout: manifest}
      tiny: {path: tiny}
    stages:
      ingest: {inputs: {recordings: recordings}}
      finetune:
        inputs: {corpus: ingest, start: tiny}
        parameters: {steps: %d, warmup_steps: 1, evaluate_every: 1, checkpoint_every: 2}
      evaluate: {inputs: {corpus: ingest, transcriber: finetune}}
      export:
        inputs: {corpus: ingest, transcriber: finetune, evaluation: evaluate}
        parameters: {int8: none}
    register: {model: %1$s, export: export, evaluation: evaluate, metric: wer}
    """
        .formatted(name, seed, steps);
  }

  /** So small that a checkpoint of it has a few kilobytes. */
  private static Wav2Vec2Configuration tiny() {
    Wav2Vec2Configuration nano = Wav2Vec2Configuration.nano();
    return new Wav2Vec2Configuration(
        new FeatureEncoder(
            List.of(4, 4, 4, 4, 4, 4, 4),
            nano.featureEncoder().kernels(),
            nano.featureEncoder().strides(),
            false,
            FeatureNormalisation.GROUP),
        new ContextNetwork(8, 1, 2, 16, 4, 2, false, 1e-5, 0.02),
        nano.dropouts(),
        nano.specAugment(),
        new Quantizer(2, 4, 8, 8, 10, 0.1, 0.1),
        nano.ctcHead(),
        nano.classificationHead(),
        nano.earlyExits(),
        Map.of());
  }

  /** A square wave, which is small in an archive. */
  private static void tone(Path file, int halfPeriod) throws IOException {
    ByteBuffer wave = ByteBuffer.allocate(44 + 2 * SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
    wave.put("RIFF".getBytes(US_ASCII))
        .putInt(36 + 2 * SAMPLES)
        .put("WAVEfmt ".getBytes(US_ASCII))
        .putInt(16);
    wave.putShort((short) 1).putShort((short) 1).putInt(SAMPLE_RATE_HZ).putInt(2 * SAMPLE_RATE_HZ);
    wave.putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(US_ASCII))
        .putInt(2 * SAMPLES);
    for (int sample = 0; sample < SAMPLES; sample++) {
      wave.putShort((short) (sample / halfPeriod % 2 == 0 ? 4000 : -4000));
    }
    Files.write(file, wave.array());
  }

  private Process run(String name) throws IOException {
    return ProgramProcess.start(
        Map.of(),
        folder.resolve(name + ".log"),
        "run",
        pipeline(name).toString(),
        "--home",
        home().toString());
  }

  private Path home() {
    return folder.resolve("home");
  }

  private void runToTheEnd() throws Exception {
    require(run(ENDED).waitFor() == 0, ENDED);
  }

  private void stopWithinTraining() throws Exception {
    Process run = run(STOPPED);
    while (run.isAlive() && !hasCheckpoint()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    run.toHandle().destroy();
    require(run.waitFor() == 143, STOPPED);
  }

  private boolean hasCheckpoint() throws IOException {
    Path objects = home().resolve("s3");
    if (!Files.exists(objects)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(objects)) {
      return files.anyMatch(file -> file.toString().contains("/checkpoints/"));
    } catch (UncheckedIOException changedMeanwhile) {
      // Checkpoints are being replaced: it is looked again.
      return false;
    }
  }

  private void require(boolean held, String name) throws IOException {
    if (!held) {
      throw new IllegalStateException(Files.readString(folder.resolve(name + ".log")));
    }
  }

  private void zip(Path archive) throws IOException {
    try (ZipOutputStream zip = zipped(archive)) {
      for (String name : KEPT) {
        add(zip, folder, home().resolve(name));
      }
      for (String name : SOURCES) {
        add(zip, folder, folder.resolve(name));
      }
      add(zip, folder, pipeline(ENDED));
      add(zip, folder, pipeline(STOPPED));
    }
  }

  private void zipCheckpoint(Path archive) throws IOException {
    Path state;
    try (Stream<Path> files = Files.walk(home().resolve("s3"))) {
      state =
          files
              .filter(file -> file.toString().contains("/checkpoints/"))
              .filter(file -> file.endsWith(Path.of("trainer", "state.json")))
              .findFirst()
              .orElseThrow();
    }
    Path checkpoint = state.getParent().getParent();
    try (ZipOutputStream zip = zipped(archive)) {
      add(zip, checkpoint, checkpoint);
    }
  }

  private static ZipOutputStream zipped(Path archive) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive));
    zip.setLevel(Deflater.BEST_COMPRESSION);
    return zip;
  }

  private static boolean isKept(Path file) {
    return Files.isRegularFile(file) && !file.endsWith(REPORT);
  }

  private static void add(ZipOutputStream zip, Path root, Path path) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.filter(ReleaseFixture::isKept).sorted().toList()) {
        ZipEntry entry = new ZipEntry(root.relativize(file).toString());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
      }
    }
  }
}
