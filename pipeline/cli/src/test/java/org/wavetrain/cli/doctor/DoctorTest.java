package org.wavetrain.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.cli.doctor.Finding.State;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

class DoctorTest {
  @TempDir Path directory;

  @Test
  void withoutServersTheEmbeddedOnesAreTriedOutAndNoHomeIsMade() throws IOException {
    Path home = directory.resolve("none/home");
    List<Finding> findings = new Doctor(home, Map.of(), InstantSource.system()).examine();
    assertThat(findings)
        .extracting(Finding::check)
        .containsExactly(
            "java",
            "memory",
            "home",
            "temporary folder",
            "processor",
            "cuda",
            "variables",
            "object store",
            "tracking server",
            "clock");
    assertThat(of("object store", findings).sentence())
        .isEqualTo(
            "The embedded one lets this program write, write on conditions, read, list and delete"
                + " in the bucket wavetrain.");
    assertThat(of("tracking server", findings).sentence())
        .isEqualTo(
            "The embedded one lets this program read one experiment and the model registry, and"
                + " write to both: a run in the experiment wavetrain-doctor and a model with a"
                + " version and an alias were made and removed again.");
    assertThat(of("clock", findings).state()).isEqualTo(State.OK);
    assertThat(home.getParent()).doesNotExist();
  }

  @Test
  void nothingIsLeftInTheStore() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of())) {
      List<Finding> findings = examine(servers.environment());
      assertThat(of("object store", findings).state()).isEqualTo(State.OK);
      assertThat(of("tracking server", findings).sentence()).startsWith("MLflow");
      assertThat(of("clock of tracking", findings).state()).isEqualTo(State.OK);
      assertThat(directory.resolve("s3/wavetrain/doctor")).doesNotExist();
    }
  }

  @Test
  void nothingIsLeftThatTheTrackingServerShows() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of());
        Tracking tracking = tracking(servers)) {
      for (int time = 0; time < 2; time++) {
        assertThat(of("tracking server", examine(servers.environment())).state())
            .isEqualTo(State.OK);
        assertThat(tracking.experiments()).containsOnlyKeys("Default");
        assertThat(tracking.registry().models()).isEmpty();
      }
      String kept = tracking.experiment("wavetrain-doctor-ann");
      Map<String, String> environment = new HashMap<>(servers.environment());
      environment.put("MLFLOW_TRACKING_USERNAME", "ann");
      assertThat(of("tracking server", examine(environment)).sentence())
          .contains("a run in the experiment wavetrain-doctor-ann and");
      assertThat(tracking.experiments()).containsEntry("wavetrain-doctor-ann", kept);
      assertThat(tracking.search(kept, RunSearch.matching(""))).isEmpty();
    }
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "a server that lets this program only read, and doctor is asked",
      outcome = "it says what is refused")
  void aTrackingServerThatLetsOnlyReadIsTold() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of());
        RefusingServer refusing = refusing(servers, "/experiments/create")) {
      Finding finding = of("tracking server", examine(through(refusing, servers)));
      assertThat(finding.state()).isEqualTo(State.FAILED);
      assertThat(finding.sentence())
          .contains(
              "read one experiment and the model registry, but not write: TRACKING_ACCESS_REFUSED:",
              "refused to create experiment wavetrain-doctor with status 403");
      assertThat(finding.remedy()).contains("MLFLOW_TRACKING_USERNAME", "who may");
    }
  }

  @Test
  void aRegistryThatLetsOnlyReadIsToldAndTheRunIsRemoved() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of());
        RefusingServer refusing = refusing(servers, "/registered-models/alias");
        Tracking tracking = tracking(servers)) {
      Finding finding = of("tracking server", examine(through(refusing, servers)));
      assertThat(finding.state()).isEqualTo(State.FAILED);
      assertThat(finding.sentence()).contains("refused to give alias champion to version 1");
      assertThat(tracking.experiments()).containsOnlyKeys("Default");
      assertThat(tracking.registry().models()).isEmpty();
    }
  }

  @Test
  void whatCouldNotBeRemovedIsTold() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of());
        RefusingServer refusing = refusing(servers, "/delete$");
        Tracking tracking = tracking(servers)) {
      Finding finding = of("tracking server", examine(through(refusing, servers)));
      assertThat(finding.state()).isEqualTo(State.WARNING);
      String model = tracking.registry().models().get(0).name();
      assertThat(finding.sentence())
          .contains(
              "were made. It does not let it remove the model " + model,
              "nor the run ",
              "nor the experiment wavetrain-doctor (");
    }
  }

  private static Tracking tracking(EmbeddedServers servers) {
    return Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()));
  }

  private static RefusingServer refusing(EmbeddedServers servers, String forbidden)
      throws IOException {
    return new RefusingServer(
        TrackingSettings.fromEnvironment(servers.environment()).address(), forbidden);
  }

  private static Map<String, String> through(RefusingServer refusing, EmbeddedServers servers) {
    Map<String, String> environment = new HashMap<>(servers.environment());
    environment.put(TrackingSettings.ADDRESS_VARIABLE, refusing.address());
    return environment;
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "wrong credentials or a missing bucket, and doctor is asked",
      outcome = "it says which")
  void refusedCredentialsAndAMissingBucketAreTold() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of())) {
      Map<String, String> environment = new HashMap<>(servers.environment());
      environment.put("AWS_SECRET_ACCESS_KEY", "another");
      Finding refused = of("object store", examine(environment));
      assertThat(refused.state()).isEqualTo(State.FAILED);
      assertThat(refused.sentence()).startsWith("STORE_ACCESS_DENIED: ");
      assertThat(refused.remedy()).contains("AWS_ACCESS_KEY_ID");

      Map<String, String> elsewhere = new HashMap<>(servers.environment());
      elsewhere.put("WAVETRAIN_S3_BUCKET", "no-such-bucket");
      assertThat(of("object store", examine(elsewhere)).sentence())
          .startsWith("STORE_BUCKET_MISSING: The bucket no-such-bucket does not exist");
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "servers that do not answer, and doctor is asked",
      outcome = "it names each")
  void serversThatDoNotAnswerAreTold() throws IOException {
    String nowhere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = "http://127.0.0.1:" + socket.getLocalPort();
    }
    List<Finding> findings =
        examine(
            Map.of(
                "WAVETRAIN_S3_ENDPOINT", nowhere,
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1",
                "MLFLOW_TRACKING_URI", nowhere,
                "WAVETRAIN_AIRFLOW_URL", "ftp://here"));
    assertThat(of("object store", findings).sentence()).startsWith("STORE_UNREACHABLE: ");
    assertThat(of("tracking server", findings).sentence()).startsWith("TRACKING_UNREACHABLE: ");
    assertThat(of("clock", findings).state()).isEqualTo(State.WARNING);
    assertThat(of("airflow", findings).state()).isEqualTo(State.FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3 server", "localhost:9000", "http://", "ftp://here", "://"})
  void anIllFormedAddressIsToldAsASentence(String address) throws IOException {
    List<Finding> findings =
        examine(
            Map.of(
                "WAVETRAIN_S3_ENDPOINT", address,
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "us-east-1",
                "MLFLOW_TRACKING_URI", address));
    for (String check : List.of("object store", "tracking server")) {
      Finding finding = of(check, findings);
      assertThat(finding.state()).isEqualTo(State.FAILED);
      assertThat(finding.sentence()).contains(address);
      assertThat(finding.remedy()).isNotEmpty();
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store that ignores If-None-Match, and doctor is asked",
      outcome = "it names what the store does not hold to")
  void aStoreThatDoesNotHoldToConditionsIsTold() throws IOException {
    HttpServer careless =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    careless.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("ETag", "\"1\"");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    careless.start();
    try (EmbeddedServers servers = EmbeddedServers.start(directory, Map.of())) {
      Map<String, String> environment = new HashMap<>(servers.environment());
      environment.put(
          "WAVETRAIN_S3_ENDPOINT", "http://127.0.0.1:" + careless.getAddress().getPort());
      assertThat(of("object store", examine(environment)).sentence())
          .contains("overwrote an object although If-None-Match forbade it");
    } finally {
      careless.stop(0);
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "this machine's clock is off, and doctor is asked",
      outcome = "it says by how much")
  void aClockThatIsOffIsTold() {
    try (EmbeddedServers servers = EmbeddedServers.startStorage(directory, Map.of())) {
      URI store = URI.create(servers.environment().get("WAVETRAIN_S3_ENDPOINT"));
      Finding late = ahead(Duration.ofMinutes(-20)).against("the object store", store);
      assertThat(late.state()).isEqualTo(State.FAILED);
      assertThat(late.sentence()).contains(" s behind that of the object store. S3 refuses");
      Finding early = ahead(Duration.ofMinutes(2)).against("the object store", store);
      assertThat(early.state()).isEqualTo(State.WARNING);
      assertThat(early.remedy()).contains("NTP");
    }
  }

  @Test
  void misspeltVariablesAreTold() {
    Finding finding = VariablesCheck.of(Map.of("WAVETRAIN_S3_BUKET", "b", "HOME", "/root"));
    assertThat(finding.state()).isEqualTo(State.WARNING);
    assertThat(finding.sentence()).isEqualTo("Nothing reads WAVETRAIN_S3_BUKET.");
    assertThat(finding.remedy()).isEqualTo("Did you mean WAVETRAIN_S3_BUCKET?");
  }

  @Test
  void whatARunWouldRefuseOfTheVariablesIsTold() {
    Finding finding = VariablesCheck.of(Map.of("WAVETRAIN_CLAIM_SECONDS", "abc"));
    assertThat(finding.state()).isEqualTo(State.FAILED);
    assertThat(finding.sentence())
        .isEqualTo(
            "STORE_SETTINGS_INVALID: WAVETRAIN_CLAIM_SECONDS is not a number of seconds from 1 to"
                + " 99999: abc");
    assertThat(VariablesCheck.of(Map.of("WAVETRAIN_CLAIM_SECONDS", "30")).state())
        .isEqualTo(State.OK);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "damaged credentials or tracking database in a home, and doctor is asked",
      outcome = "it says what is wrong before a run does")
  void aHomeThatARunCouldNotOpenIsTold() throws IOException {
    Path home = Files.createDirectory(directory.resolve("kept"));
    HomeCheck check = new HomeCheck(home);
    assertThat(check.finding(true, true)).isEmpty();
    EmbeddedServers.start(home, Map.of()).close();
    assertThat(check.finding(true, true).orElseThrow().state()).isEqualTo(State.OK);

    Files.writeString(home.resolve("s3-credentials"), "half");
    assertThat(check.finding(true, true).orElseThrow().sentence())
        .startsWith("HOME_UNUSABLE: The folder " + home)
        .contains("s3-credentials does not hold two lines");
    Files.writeString(home.resolve("tracking.db"), "no database at all, and longer than a page");
    Finding damaged = check.finding(false, true).orElseThrow();
    assertThat(damaged.state()).isEqualTo(State.FAILED);
    assertThat(damaged.sentence()).startsWith("TRACKING_DATABASE_UNUSABLE: ");
    Files.delete(home.resolve("tracking.db"));
    assertThat(check.finding(false, true).orElseThrow().sentence())
        .startsWith("TRACKING_DATABASE_UNUSABLE: ");
    assertThat(check.finding(false, false)).as("of real servers").isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "too little space, and doctor is asked",
      outcome = "it says how much is missing")
  void tooLittleSpaceOrMemoryAndAnOldJavaAreTold() throws IOException {
    long all = Long.MAX_VALUE;
    assertThat(new DiskCheck("home", directory, all, all).finding().state())
        .isEqualTo(State.FAILED);
    assertThat(new DiskCheck("home", directory, 0, all).finding().state()).isEqualTo(State.WARNING);
    assertThat(new DiskCheck("home", directory, 0, 0).finding().state()).isEqualTo(State.OK);
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(DiskCheck.of("home", file.resolve("home")).finding().sentence())
        .isEqualTo(file + " cannot be written to.");
    assertThat(new MachineChecks(17, 2_000, 500).memory().state()).isEqualTo(State.FAILED);
    assertThat(new MachineChecks(17, 4_000, 500).memory().state()).isEqualTo(State.WARNING);
    assertThat(new MachineChecks(17, 16_000, 500).memory().state()).isEqualTo(State.OK);
    assertThat(new MachineChecks(11, 16_000, 500).java().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aProcessorsInstructionsAreReadWhereTheyAreTold() throws IOException {
    Path information = directory.resolve("cpuinfo");
    Files.writeString(information, "flags\t\t: fpu sse2 avx2 avx512_bf16\n");
    assertThat(ProcessorChecks.processor(information).sentence())
        .contains(" cores with avx2, avx512_bf16. Training computes with oneDNN");
    assertThat(ProcessorChecks.processor(directory.resolve("none")).sentence())
        .contains(" cores. Training computes");
  }

  private static ClockCheck ahead(Duration by) {
    return new ClockCheck("clock", true, () -> Instant.now().plus(by));
  }

  private List<Finding> examine(Map<String, String> environment) throws IOException {
    return new Doctor(directory.resolve("home"), environment, InstantSource.system()).examine();
  }

  private static Finding of(String check, List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }
}
