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
 * run of all stages that ended and two that were stopped, within pre-training and within
 * fine-tuning, and the pipeline files of these. To be run once, when a release is made;
 * docs/reliability.md says how.
 */
final class ReleaseFixture {
  /** The pipeline whose run ended. */
  static final String ENDED = "words";

  /** Its stages, which are named after their kinds. */
  static final List<String> STAGES =
      List.of("ingest", "augment", "pretrain", "finetune", "classify", "evaluate", "export");

  /** The pipeline whose run was stopped within fine-tuning. */
  static final String STOPPED = "stopped";

  /** The pipeline whose run was stopped within pre-training. */
  static final String STOPPED_EARLY = "stopped-early";

  /** Of a home, what a later release goes by; the rest is made anew. */
  private static final List<String> KEPT =
      List.of("s3", "tracking.db", "tracking.db.seal", "claim-owner", "unfinished-runs");

  private static final List<String> SOURCES = List.of("recordings", "tiny", "words.arpa");

  /** Large, and read by browsers alone. */
  private static final String REPORT = "report.html";

  private static final String LANGUAGE_MODEL =
      """

      \\data\\
      ngram 1=6
      ngram 2=2

      \\1-grams:
      -1.0\t<unk>
      0\t<s>\t-0.3
      -1.0\t</s>
      -0.7\tada\t-0.3
      -0.9\tand\t-0.3
      -0.8\tbob\t-0.3

      \\2-grams:
      -0.2\tada and
      -0.3\tand bob

      \\end\\
      """;

  /** More than are done before it is stopped. */
  private static final int ENDLESS = 100_000;

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
    fixture.stopWithin("pretrain", STOPPED_EARLY);
    fixture.stopWithin("finetune", STOPPED);
    fixture.runToTheEnd();
    fixture.zip(Path.of(arguments[0]));
    fixture.zipCheckpoint(Path.of(arguments[1]));
  }

  private void sources() throws Exception {
    RandomModel.pretrained(tiny(), folder.resolve("tiny"));
    Path recordings = Files.createDirectories(folder.resolve("recordings"));
    StringBuilder manifest = new StringBuilder("path,text,speaker,label,split\n");
    for (int speaker = 0; speaker < SPEAKERS; speaker++) {
      String name = "recording-" + speaker + ".wav";
      tone(recordings.resolve(name), 20 + 4 * speaker);
      String split = speaker < 2 ? "test" : speaker < 4 ? "validation" : "train";
      String label = speaker % 2 == 0 ? "low" : "high";
      manifest.append("%s,ada and bob,speaker-%d,%s,%s%n".formatted(name, speaker, label, split));
    }
    Files.writeString(recordings.resolve("manifest.csv"), manifest);
    Files.writeString(folder.resolve("words.arpa"), LANGUAGE_MODEL);
    Files.writeString(pipeline(ENDED), pipeline(ENDED, 2, 4, 1));
    Files.writeString(pipeline(STOPPED), pipeline(STOPPED, 2, ENDLESS, 2));
    Files.writeString(pipeline(STOPPED_EARLY), pipeline(STOPPED_EARLY, ENDLESS, 4, 3));
  }

  private Path pipeline(String name) {
    return folder.resolve(name + ".yaml");
  }

  private static String pipeline(String name, int early, int late, int seed) {
    return """
    name: %s
    seed: %d
    sources:
      recordings: {path: recordings, layout: manifest}
      tiny: {path: tiny}
      words: {path: words.arpa}
    stages:
      ingest: {inputs: {recordings: recordings}}
      augment: {inputs: {corpus: ingest}}
      pretrain:
        inputs: {corpus: [ingest, augment], start: tiny}
        parameters: {steps: %d, warmup_steps: 1, evaluate_every: 1, checkpoint_every: 2}
      finetune:
        inputs: {corpus: [ingest, augment], start: pretrain}
        parameters: {steps: %d, warmup_steps: 1, evaluate_every: 1, checkpoint_every: 2}
      classify:
        inputs: {corpus: ingest, start: pretrain}
        parameters: {steps: 2, warmup_steps: 1, projection_size: 4}
      evaluate:
        inputs:
          corpus: ingest
          transcriber: finetune
          classifier: classify
          language_model: words
        parameters: {decoder: beam}
      export:
        inputs:
          corpus: ingest
          transcriber: finetune
          classifier: classify
          evaluation: evaluate
          further_corpora: augment
          start: pretrain
        parameters: {int8: portable}
    register:
      model: %1$s
      export: export
      evaluation: evaluate
      metric: wer
      gates: {max_wer: 2, max_shared_speakers: 0, max_size: 1Mi}
    orchestration:
      schedule: "@weekly"
      start: 2026-01-01
      executor: process
      retries: 1
      retry_delay: 1m
      timeout: 1h
      variants:
        default: {}
        longer: {finetune.steps: 6}
    """
        .formatted(name, seed, early, late);
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

  private void stopWithin(String stage, String pipeline) throws Exception {
    Process run = run(pipeline);
    while (run.isAlive() && !hasCheckpoint(stage)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    run.toHandle().destroy();
    require(run.waitFor() == 143, pipeline);
  }

  private boolean hasCheckpoint(String stage) throws IOException {
    Path objects = home().resolve("s3");
    if (!Files.exists(objects)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(objects)) {
      return files.anyMatch(file -> file.toString().contains("/checkpoints/" + stage + "/"));
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
      add(zip, folder, pipeline(STOPPED_EARLY));
    }
  }

  private void zipCheckpoint(Path archive) throws IOException {
    Path state;
    try (Stream<Path> files = Files.walk(home().resolve("s3"))) {
      state =
          files
              .filter(file -> file.toString().contains("/checkpoints/finetune/"))
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
