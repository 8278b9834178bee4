import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.report.FinishedPipeline;
import org.wavetrain.report.FinishedStage;
import org.wavetrain.report.ReportWriter;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Fills a home with runs of made-up figures that were evaluated on the same recordings, and writes
 * the report of the last one. {@code wavetrain compare} then makes a page of them. Started by {@code
 * infra/browser/run} and {@code infra/bench/pages}.
 */
final class SamplePages {
  private static final String PIPELINE = "sample";
  private static final String PUBLISHED =
      "[{\"metric\":\"wer\",\"value\":0.034,\"measured\":\"test-clean\",\"source\":\"a paper\"}]";
  private static final List<String> WORDS =
      List.of("turn", "on", "the", "red", "lamp", "in", "kitchen", "close", "second", "window", "slowly", "play");
  private static final int WORDS_EACH = 8;
  private static final int SAMPLES = Utterance.SAMPLE_RATE_HZ;

  private final ArtifactStore store;
  private final Tracking tracking;
  private final Random random = new Random(1);

  private SamplePages(ArtifactStore store, Tracking tracking) {
    this.store = store;
    this.tracking = tracking;
  }

  /**
   * @param arguments the home; how many runs, points of a curve, and utterances; where the report
   *     goes
   */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(Path.of(arguments[0]), System.getenv());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      int runs = Integer.parseInt(arguments[1]);
      int points = Integer.parseInt(arguments[2]);
      int utterances = Integer.parseInt(arguments[3]);
      SamplePages sample = new SamplePages(store, tracking);
      ArtifactKey corpus = sample.corpus(utterances);
      for (int run = 0; run < runs; run++) {
        sample.run(run, corpus, points, utterances, run == runs - 1 ? Path.of(arguments[4]) : null);
      }
    }
    System.exit(0);
  }

  /** Each utterance is a tone of one second, of its own height. */
  private ArtifactKey corpus(int utterances) throws IOException {
    ArtifactKey key = new ArtifactKey("ingest", Sha256.of("corpus"));
    ArtifactDraft draft = store.draft(key);
    Path folder = Files.createTempDirectory("sample-corpus");
    try (CorpusWriter writer = new CorpusWriter(draft, folder)) {
      for (int index = 0; index < utterances; index++) {
        short[] samples = new short[SAMPLES];
        double height = 2 * Math.PI * (200 + index % 600) / Utterance.SAMPLE_RATE_HZ;
        for (int sample = 0; sample < SAMPLES; sample++) {
          samples[sample] = (short) (8000 * Math.sin(height * sample));
        }
        writer.add(
            new Utterance(
                id(index), "words", "words/someone", Split.TEST, Optional.of(text(index)), Optional.empty(), SAMPLES, Optional.empty()),
            samples);
      }
      writer.finish(List.of(), Map.of());
    }
    draft.put("data_report.json", "{}".getBytes(UTF_8));
    publish(draft, "{}", Map.of());
    Files.deleteIfExists(folder);
    return key;
  }

  private static String id(int utterance) {
    return String.format(Locale.ROOT, "words-%05d", utterance);
  }

  private static String text(int utterance) {
    StringJoiner text = new StringJoiner(" ");
    for (int word = 0; word < WORDS_EACH; word++) {
      text.add(WORDS.get((utterance * 7 + word * word * 5 + utterance / 12) % WORDS.size()));
    }
    return text.toString();
  }

  private void publish(ArtifactDraft draft, String parameters, Map<String, List<Sha256>> inputs) throws IOException {
    draft.publish(new Provenance(inputs, parameters, 1, "1", Duration.ofMinutes(7)));
  }

  private void run(int number, ArtifactKey corpus, int points, int utterances, Path report) throws IOException {
    String experiment = tracking.experiment(PIPELINE);
    Map<String, String> tags =
        Map.of("wavetrain.pipeline", PIPELINE, "wavetrain.published", PUBLISHED);
    // The first is the worst; one word in so many is wrong.
    double wrong = 0.3 / (1 + 0.2 * number);
    try (TrackedRun run =
        tracking.start(new RunRequest(experiment, "run-" + number, Optional.empty(), tags))) {
      ArtifactKey finetune = new ArtifactKey("finetune", Sha256.of("finetune " + number));
      curves(experiment, run.id(), finetune, points, wrong);
      ArtifactDraft draft = store.draft(finetune);
      draft.put("config.json", "{}".getBytes(UTF_8));
      publish(draft, "{\"steps\":%d,\"layers\":4,\"learning_rate\":%s}".formatted(points, 1e-4 * (number + 1)), Map.of());
      ArtifactKey evaluate = evaluation(number, corpus, utterances, wrong);
      Map<String, ArtifactKey> artifacts = Map.of("ingest", corpus, "finetune", finetune, "evaluate", evaluate);
      artifacts.forEach((stage, key) -> run.tag("wavetrain.stage." + stage, key.toString()));
      run.finish(RunStatus.FINISHED);
      if (report != null) {
        report(artifacts, report);
      }
    }
  }

  private void curves(String experiment, String parent, ArtifactKey key, int points, double wrong) {
    RunRequest request =
        new RunRequest(
            experiment,
            "finetune",
            Optional.of(parent),
            Map.of(StageTags.STAGE, "finetune", ArtifactKey.TAG, key.toString()));
    try (TrackedRun stage = tracking.start(request)) {
      for (int step = 1; step <= points; step++) {
        double decay = Math.exp(-5.0 * step / points);
        stage.metric("loss", wrong + 4 * decay * (0.9 + 0.2 * random.nextDouble()), step);
        if (step % Math.max(1, points / 50) == 0) {
          stage.metric("validation_wer", Math.min(1, wrong + decay), step);
          stage.metric("validation_loss", wrong + 3 * decay, step);
        }
      }
      stage.finish(RunStatus.FINISHED);
    }
  }

  private ArtifactKey evaluation(int number, ArtifactKey corpus, int utterances, double wrong) throws IOException {
    StringBuilder lines = new StringBuilder();
    long errors = 0;
    for (int index = 0; index < utterances; index++) {
      StringJoiner alignment = new StringJoiner(",");
      int inThis = 0;
      for (String word : text(index).split(" ")) {
        boolean right = random.nextDouble() >= wrong;
        inThis += right ? 0 : 1;
        alignment.add(
            right
                ? "{\"kind\":\"match\",\"reference\":\"%1$s\",\"hypothesis\":\"%1$s\"}".formatted(word)
                : random.nextBoolean()
                    ? "{\"kind\":\"substitution\",\"reference\":\"%s\",\"hypothesis\":\"%s\"}".formatted(word, WORDS.get(random.nextInt(WORDS.size())) + "s")
                    : "{\"kind\":\"deletion\",\"reference\":\"%s\"}".formatted(word));
      }
      errors += inThis;
      lines.append(
          "{\"id\":\"%s\",\"speaker\":\"words/someone\",\"set\":\"test\",\"split\":\"test\",\"seconds\":1.0,\"slices\":{\"sex\":\"%s\"},\"reference\":\"%s\",\"hypothesis\":\"…\",\"words\":%d,\"errors\":%d,\"characters\":40,\"character_errors\":%d,\"alignment\":[%s]}\n"
              .formatted(id(index), index % 3 == 0 ? "female" : "male", text(index), WORDS_EACH, inThis, inThis, alignment));
    }
    double rate = (double) errors / (WORDS_EACH * utterances);
    ArtifactKey key = new ArtifactKey("evaluate", Sha256.of("evaluate " + number));
    ArtifactDraft draft = store.draft(key);
    draft.put("metrics.json", metrics(rate, utterances).getBytes(UTF_8));
    draft.put("utterances.jsonl", lines.toString().getBytes(UTF_8));
    draft.put(
        "slices.json",
        "[{\"set\":\"test\",\"kind\":\"sex\",\"value\":\"female\",\"transcribed\":9,\"wer\":%1$s,\"wer_low\":%2$s,\"wer_high\":%3$s,\"cer\":%1$s},{\"set\":\"test\",\"kind\":\"sex\",\"value\":\"male\",\"transcribed\":9,\"wer\":%1$s,\"wer_low\":%2$s,\"wer_high\":%3$s,\"cer\":%1$s}]"
            .formatted(rate, 0.9 * rate, 1.1 * rate)
            .getBytes(UTF_8));
    publish(draft, "{\"decoder\":\"greedy\"}", Map.of("corpus", List.of(store.open(corpus).manifest().contentDigest())));
    return key;
  }

  private static String metrics(double rate, int utterances) {
    return "{\"wer\":%1$s,\"wer_low\":%2$s,\"wer_high\":%3$s,\"cer\":%4$s,\"utterances\":%5$d,\"words\":%6$d,\"word_errors\":1,\"wer_layer_02\":%3$s,\"cer_layer_02\":%4$s,\"layers_layer_02\":2,\"compute_layer_02\":0.6,\"wer_layer_04\":%1$s,\"cer_layer_04\":%4$s,\"layers_layer_04\":4,\"compute_layer_04\":1}"
        .formatted(rate, 0.9 * rate, 1.1 * rate, rate / 3, utterances, WORDS_EACH * utterances);
  }

  private void report(Map<String, ArtifactKey> artifacts, Path file) throws IOException {
    List<FinishedStage> stages = new ArrayList<>();
    for (String stage : List.of("ingest", "finetune", "evaluate")) {
      stages.add(
          new FinishedStage(stage, artifacts.get(stage), false, Duration.ofSeconds(9), Map.of("steps", 9), List.of()));
    }
    new ReportWriter(store, tracking)
        .write(
            new FinishedPipeline(
                PIPELINE,
                Instant.now(),
                Duration.ofMinutes(9),
                stages,
                List.of(),
                Optional.empty(),
                "here",
                Optional.empty(),
                List.of(),
                Map.of("Java", System.getProperty("java.version"))),
            Map.of(),
            file);
  }
}
