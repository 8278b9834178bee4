package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.stage.ExitCode;

/** Commands with an object store that takes whatever is written, whatever the conditions. */
@Tag("slow")
class CarelessStoreTest {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  /** The method and the path of each. */
  private final List<String> requests = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;
  private HttpServer store;
  private Path pipeline;

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("ETag", "\"1\"");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    store.start();
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    Files.writeString(recordings.resolve("metadata.csv"), "a|turn left\n");
    pipeline =
        Files.writeString(
            folder.resolve("words.yaml"),
            """
            name: words
            sources:
              words: {path: recordings}
            stages:
              ingest: {inputs: {recordings: words}}
            """);
  }

  @AfterEach
  void stop() {
    store.stop(0);
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that ignores conditional writes, at the start of a run",
      outcome = "STORE_UNSUITABLE before anything is made")
  void aRunIsRefused() throws Exception {
    assertRefused("run", pipeline.toString());
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that ignores conditional writes, at the start of an orchestrator's run",
      outcome = "STORE_UNSUITABLE before anything is made")
  void aRunOfAnOrchestratorIsRefused() throws Exception {
    assertRefused("task", "begin", pipeline.toString(), "--run", "nightly");
  }

  private void assertRefused(String... command) throws IOException, InterruptedException {
    String address = "http://127.0.0.1:" + store.getAddress().getPort();
    String[] whole = Arrays.copyOf(command, command.length + 2);
    whole[command.length] = "--home";
    whole[command.length + 1] = folder.resolve("home").toString();
    Path log = folder.resolve("log");
    int status =
        ProgramProcess.start(
                Map.of(
                    "WAVETRAIN_S3_ENDPOINT", address,
                    "AWS_ACCESS_KEY_ID", "id",
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "AWS_REGION", "us-east-1"),
                log,
                whole)
            .waitFor();
    assertThat(Files.readString(log))
        .contains("STORE_UNSUITABLE", address, "although If-None-Match forbade it");
    assertThat(status).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(requests.stream().filter(CarelessStoreTest::changesSomething))
        .isNotEmpty()
        .allMatch(change -> change.contains("/claims/probe/"));
  }

  private static boolean changesSomething(String request) {
    return READING.stream().noneMatch(method -> request.startsWith(method + " "));
  }
}
