import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Fills a home with many artifacts and runs, makes a folder of many recordings, and times look-ups
 * among them. Started by {@code infra/bench/limits}, which then times commands on that home.
 */
final class Limits {
  private static final List<String> STAGES =
      List.of("ingest", "augment", "pretrain", "finetune", "classify", "evaluate", "export");
  private static final int METRIC_VALUES = 50;
  private static final int LOOK_UPS = 50;
  private static final int COMPARED = 20;
  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final int SAMPLES = 1600;

  private final ArtifactStore store;
  private final Tracking tracking;

  private Limits(ArtifactStore store, Tracking tracking) {
    this.store = store;
    this.tracking = tracking;
  }

  /**
   * @param arguments the home; the folder of recordings; how many artifacts, runs and recordings;
   *     where to write what {@code wavetrain task compare} takes
   */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    recordings(Path.of(arguments[1]), Integer.parseInt(arguments[4]));
    try (EmbeddedServers servers = EmbeddedServers.start(home, System.getenv());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      Limits limits = new Limits(store, tracking);
      limits.publish(Integer.parseInt(arguments[2]));
      List<String> runs = limits.track(Integer.parseInt(arguments[3]));
      limits.lookUp();
      Files.writeString(Path.of(arguments[5]), compared(runs));
    }
    System.exit(0);
  }

  /** Copies of one recording, and a manifest of them. */
  private static void recordings(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    Path first = folder.resolve("000000.wav");
    SoundFile.write(first, SoundFormat.WAVE, new short[SAMPLES], SAMPLE_RATE_HZ);
    byte[] content = Files.readAllBytes(first);
    StringBuilder lines = new StringBuilder();
    for (int number = 0; number < count; number++) {
      String name = String.format(Locale.ROOT, "%06d.wav", number);
      // The lowest bits of the last samples tell them apart.
      for (int place = 0; place < Integer.SIZE; place += Byte.SIZE) {
        content[content.length - 1 - place] = (byte) (number >> place);
      }
      Files.write(folder.resolve(name), content);
      lines.append("{\"path\":\"%s\",\"text\":\"WORD %d\",\"speaker\":\"%d\"}%n".formatted(name, number, number % 500));
    }
    Files.writeString(folder.resolve("manifest.jsonl"), lines);
  }

  private void publish(int count) throws IOException {
    for (int number = 0; number < count; number++) {
      Sha256 digest = Sha256.of("artifact " + number);
      ArtifactDraft draft = store.draft(new ArtifactKey(STAGES.get(number % STAGES.size()), digest));
      draft.put("metrics.json", "{\"wer\": %s}".formatted(1.0 / (number + 1)).getBytes());
      draft.publish(
          new Provenance(
              Map.of("corpus", List.of(digest)), "{\"steps\":" + number + "}", 1, "1", Duration.ofMinutes(5)));
    }
  }

  /** Returns the runs' ids. */
  private List<String> track(int count) {
    List<String> ids = new ArrayList<>();
    String experiment = tracking.experiment("limits");
    for (int number = 0; number < count; number++) {
      try (TrackedRun run =
          tracking.start(
              new RunRequest(experiment, "run " + number, Optional.empty(), Map.of("number", "" + number)))) {
        run.parameters(Map.of("learning_rate", "1e-4", "steps", "" + number));
        for (int step = 0; step < METRIC_VALUES; step++) {
          run.metric("loss", 1.0 / (step + 1), step);
        }
        run.finish(RunStatus.FINISHED);
        ids.add(run.id());
      }
    }
    return ids;
  }

  private void lookUp() throws Exception {
    String experiment = tracking.experiment("limits");
    time("the artifact of a key", number -> store.find(key("artifact " + number * STAGES.size())));
    time("an artifact that is not there", number -> store.find(key("none " + number)));
    time("the 20 newest of a stage", number -> store.newest("ingest", 20));
    time("a run by a tag", number -> tracking.findUnfinished(experiment, Map.of("number", "" + number)));
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey("ingest", Sha256.of(name));
  }

  /** Each run has an artifact of each stage. */
  private static String compared(List<String> runs) {
    return IntStream.range(0, Math.min(COMPARED, runs.size()))
        .mapToObj(
            run ->
                "{\"begun\":{\"pipeline\":\"limits\",\"variant\":\"v%1$d\",\"date\":\"2026-01-01\",\"pipelineRunId\":\"%3$s\",\"register\":null},\"artifacts\":{%2$s}}"
                    .formatted(run, artifacts(run), runs.get(run)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String artifacts(int run) {
    return IntStream.range(0, STAGES.size())
        .mapToObj(
            stage ->
                "\"%1$s\":\"%1$s/%2$s\""
                    .formatted(STAGES.get(stage), Sha256.of("artifact " + (run * STAGES.size() + stage)).hex()))
        .collect(Collectors.joining(","));
  }

  private interface LookUp {
    Object of(int number) throws Exception;
  }

  private static void time(String name, LookUp lookUp) throws Exception {
    long longest = 0;
    for (int number = 0; number < LOOK_UPS; number++) {
      long started = System.nanoTime();
      lookUp.of(number);
      longest = Math.max(longest, System.nanoTime() - started);
    }
    System.out.printf(Locale.ROOT, "%s: at most %d ms%n", name, Duration.ofNanos(longest).toMillis());
  }
}
