package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.ResourceTrend;
import org.wavetrain.faults.ResourceUse;
import org.wavetrain.faults.RunningProcess;
import org.wavetrain.faults.Trials;

/**
 * What is done again and again takes no more of the machine each time. With {@code -Dtrials=40} it
 * is 2,000 steps of a training, 400 runs that find all made, and 20,000 requests.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongUseTest {
  private static final int STEPS = 50;
  private static final int RUNS = 10;
  private static final int REQUESTS = 500;

  /** Collectors of garbage and allocators keep some for later. */
  private static final double NOISE_OF_MEMORY = 0.15;

  /** Connections and threads of pools come and go. */
  private static final double NOISE_OF_HANDLES = 8;

  /** A checkpoint that is about to take the place of another, and claims, come and go. */
  private static final double NOISE_OF_OBJECTS = 8;

  /** So that a heap that may grow is soon as large as it will be, in stages too. */
  private static final Map<String, String> SMALL_HEAP = Map.of("_JAVA_OPTIONS", "-Xmx300m");

  private Path folder;
  private Path file;
  private Path home;

  @BeforeAll
  void train(@TempDir Path temporary) throws Exception {
    Assumptions.assumeTrue(ResourceUse.isKnown());
    folder = temporary;
    file = SmallPipeline.write(folder, 4);
    home = folder.resolve("home");
    run();
  }

  private void run() throws Exception {
    Path log = folder.resolve("run.log");
    Process run =
        ProgramProcess.start(Map.of(), log, "run", file.toString(), "--home", home.toString());
    assertThat(run.waitFor()).as(() -> text(log)).isZero();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static void assertFlat(ResourceTrend trend) {
    System.out.println("long use: " + trend);
    assertThat(trend.memoryGrowth()).as(trend::toString).isLessThan(NOISE_OF_MEMORY);
    assertThat(trend.fileHandleGrowth()).as(trend::toString).isLessThan(NOISE_OF_HANDLES);
    assertThat(trend.threadGrowth()).as(trend::toString).isLessThan(NOISE_OF_HANDLES);
    assertThat(trend.objectGrowth()).as(trend::toString).isLessThan(NOISE_OF_OBJECTS);
  }

  @Test
  @Fault(
      area = FaultArea.SOAK,
      injected = "a training of many steps, with checkpoints",
      outcome = "its memory, file handles, threads and objects in the store stay as they are")
  void aTrainingTakesNoMoreWithEachStep() throws Exception {
    Path place = Files.createDirectory(folder.resolve("training"));
    Path training = SmallPipeline.write(place, STEPS * Trials.timesAsLong());
    Path log = place.resolve("run.log");
    Path trained = place.resolve("home");
    Process run =
        ProgramProcess.start(
            SMALL_HEAP, log, "run", training.toString(), "--home", trained.toString());
    ResourceTrend trend = new ResourceTrend("looks");
    while (run.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(200);
      for (ProcessHandle stage : run.descendants().filter(LongUseTest::trains).toList()) {
        long objects = objects(trained).size();
        ResourceUse.ofRunning(stage).ifPresent(use -> trend.add(trend.size(), use, objects));
      }
    }
    assertThat(run.waitFor()).as(() -> text(log)).isZero();
    assertThat(trend.size()).isGreaterThan(10);
    assertFlat(trend);
  }

  private static boolean trains(ProcessHandle process) {
    return RunningProcess.variables(process).stream()
        .anyMatch(set -> set.startsWith("WAVETRAIN_JOB=") && set.contains("\"finetune\""));
  }

  @Test
  @Fault(
      area = FaultArea.SOAK,
      injected = "many runs of one pipeline that find all made, in one process",
      outcome =
          "memory, file handles, threads and objects in the store stay as they are; a run leaves"
              + " its own report and record alone")
  void aRunThatFindsAllMadeLeavesNothingBehind() throws Exception {
    ResourceTrend trend = new ResourceTrend("runs");
    CommandRun.done("run", file.toString(), "--home", home.toString());
    Set<String> first = objects(home);
    CommandRun.done("run", file.toString(), "--home", home.toString());
    Set<String> before = objects(home);
    long recordsOfARun = records(before) - records(first);
    for (int done = 0; done < RUNS * Trials.timesAsLong(); done++) {
      CommandRun.done("run", file.toString(), "--home", home.toString());
      // Connections of the JDK's HTTP client, and their threads, end with it, when it is collected.
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
      Set<String> objects = objects(home);
      trend.add(done, ResourceUse.of(ProcessHandle.current()), objects.size() - records(objects));
    }
    Set<String> after = objects(home);
    assertThat(withoutRecords(after)).isEqualTo(withoutRecords(before));
    assertThat(records(after)).isEqualTo(records(before) + recordsOfARun * trend.size());
    assertFlat(trend);
  }

  /** The names of all objects, some of which go while others are looked at. */
  private static Set<String> objects(Path home) throws IOException {
    Path store = home.resolve("s3");
    Set<String> names = new HashSet<>();
    Files.walkFileTree(
        store,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path object, BasicFileAttributes attributes) {
            names.add(store.relativize(object).toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return names;
  }

  /** Whether it is a report or a log, of which each run has its own. */
  private static boolean isRecord(String object) {
    return object.contains("/reports/") || object.contains("/mlflow/");
  }

  private static long records(Set<String> objects) {
    return objects.stream().filter(LongUseTest::isRecord).count();
  }

  private static Set<String> withoutRecords(Set<String> objects) {
    return objects.stream().filter(name -> !isRecord(name)).collect(Collectors.toSet());
  }

  @Test
  @Fault(
      area = FaultArea.SOAK,
      injected = "many requests to the speech service",
      outcome = "its memory, file handles, threads and objects in the store stay as they are")
  void theServiceTakesNoMoreWithEachRequest() throws Exception {
    Path log = folder.resolve("service.log");
    Process service =
        ProgramProcess.start(
            SMALL_HEAP,
            log,
            "serve-model",
            SmallPipeline.NAME + "@champion",
            "--port",
            "0",
            "--json",
            "--home",
            home.toString());
    try {
      URI address = address(service, log).resolve("/transcribe");
      Path recording = recording();
      HttpClient client = HttpClient.newHttpClient();
      ResourceTrend trend = new ResourceTrend("requests");
      for (int done = 0; done < REQUESTS * Trials.timesAsLong(); done++) {
        HttpRequest request =
            HttpRequest.newBuilder(address).POST(BodyPublishers.ofFile(recording)).build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        if (done % 10 == 0) {
          trend.add(done, ResourceUse.of(service.toHandle()), objects(home).size());
        }
      }
      assertFlat(trend);
    } finally {
      service.destroy();
      service.waitFor();
    }
  }

  private Path recording() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("books"))) {
      return files
          .filter(name -> name.toString().endsWith(".flac"))
          .sorted()
          .findFirst()
          .orElseThrow();
    }
  }

  private static URI address(Process service, Path log) throws Exception {
    while (service.isAlive() && !Files.readString(log).contains("\"address\"")) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    String line =
        Files.readAllLines(log).stream()
            .filter(said -> said.contains("\"address\""))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(text(log)));
    return URI.create(new ObjectMapper().readTree(line).path("address").asText());
  }
}
