package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.wavetrain.faults.Trials;

/**
 * What is done again and again takes no more of the machine each time. With {@code -Dtrials=20} it
 * is 20,000 requests.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongUseTest {
  private static final int REQUESTS = 1000;

  /** Collectors of garbage and allocators keep some for later. */
  private static final double NOISE_OF_MEMORY = 0.15;

  /** Connections and threads of pools come and go. */
  private static final double NOISE_OF_HANDLES = 4;

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
    Process run = start(log, "run", file.toString(), "--home", home.toString());
    assertThat(run.waitFor()).as(() -> text(log)).isZero();
  }

  private static Process start(Path log, String... arguments) throws IOException {
    return ProgramProcess.start(Map.of(), log, arguments);
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
  }

  @Test
  @Fault(
      area = FaultArea.SOAK,
      injected = "many requests to the speech service",
      outcome = "its memory, file handles and threads stay as they are")
  void theServiceTakesNoMoreWithEachRequest() throws Exception {
    Path log = folder.resolve("service.log");
    Process service =
        start(
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
          trend.add(done, ResourceUse.of(service.toHandle()));
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
