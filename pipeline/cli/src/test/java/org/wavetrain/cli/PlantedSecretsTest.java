package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.ResourceUse;
import org.wavetrain.faults.RunningProcess;
import org.wavetrain.local.storage.EmbeddedStorage;
import org.wavetrain.local.storage.StorageCredentials;
import org.wavetrain.local.tracking.EmbeddedTracking;
import org.wavetrain.stage.StageMain;

/**
 * Runs and services with secrets in their environment; looks for these in all that they leave
 * behind.
 */
@Tag("slow")
class PlantedSecretsTest {
  private static final String STORE_SECRET = "planted-secret-of-the-store";
  private static final String WRONG_TOKEN = "planted-wrong-token";
  private static final String USER = "anna";

  private static final Map<String, String> SECRETS =
      Map.of(
          ObjectStoreSettings.SECRET_KEY_VARIABLE,
          STORE_SECRET,
          ObjectStoreSettings.SESSION_TOKEN_VARIABLE,
          "planted-session-of-the-store",
          "MLFLOW_TRACKING_PASSWORD",
          "planted-password-of-mlflow",
          "WAVETRAIN_AIRFLOW_PASSWORD",
          "planted-password-of-airflow",
          "WAVETRAIN_SERVICE_TOKEN",
          "planted-token-of-the-service",
          "WAVETRAIN_SITE_TOKEN",
          "planted-token-of-the-site",
          "WAVETRAIN_WEBHOOK",
          "http://127.0.0.1:9/planted-webhook");

  /** Where there is one, the password is not used. */
  private static final String TRACKING_TOKEN = "planted-token-of-mlflow";

  private static final Pattern ADDRESS = Pattern.compile("\"address\":\"([^\"]+)\"");

  @TempDir private Path folder;
  private final Set<String> arguments = new HashSet<>();

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "secrets of all services in the environment of a run that is good, of one with a bad file, of one whose stage fails and of one that the store refuses, of task begin, doctor and airflow status, and of serve and serve-model, which are asked with a wrong token too",
      outcome =
          "none is in the logs, the home, the work folders, the bucket, the tracking server, the reports or the arguments of a process, be it as it is, in Base64 or in hexadecimal digits")
  void noSecretIsInWhatRunsLeaveBehind() throws Exception {
    Assumptions.assumeTrue(ResourceUse.isKnown());
    StorageCredentials credentials = new StorageCredentials("planted-key", STORE_SECRET);
    try (EmbeddedStorage storage =
            EmbeddedStorage.start(folder.resolve("objects"), "bucket", credentials);
        EmbeddedTracking tracking =
            EmbeddedTracking.start(folder.resolve("tracking.db"), "s3://bucket/mlflow")) {
      Map<String, String> environment = environment(storage, tracking, credentials);
      Path good = SmallPipeline.write(folder, 4);
      Files.createDirectory(folder.resolve("broken"));
      Files.copy(folder.resolve("nano/config.json"), folder.resolve("broken/config.json"));
      Files.writeString(folder.resolve("broken/model.safetensors"), "no weights");

      assertThat(run(environment, good, "good")).isZero();
      assertThat(run(environment, changed(good, "seed: 1", "sed: 1"), "bad")).isNotZero();
      Path broken = changed(good, "{path: nano}", "{path: broken}");
      environment.put("MLFLOW_TRACKING_TOKEN", TRACKING_TOKEN);
      assertThat(run(environment, broken, "broken")).isNotZero();
      assertThat(Files.readString(folder.resolve("broken.log"))).contains("model.safetensors");
      assertThat(command(environment, "task", "task", "begin", good.toString(), "--run", "one"))
          .isZero();
      command(environment, "doctor", "doctor");
      assertThat(command(environment, "airflow", "airflow", "status")).isNotZero();
      askWithAWrongToken(
          environment, "WAVETRAIN_SERVICE_TOKEN", "/metrics", "serve-model", "words/1");
      askWithAWrongToken(environment, "WAVETRAIN_SITE_TOKEN", "/", "serve", "--no-browser");
      environment.put(ObjectStoreSettings.SECRET_KEY_VARIABLE, STORE_SECRET + "-of-elsewhere");
      assertThat(run(environment, good, "refused")).isNotZero();

      assertThat(arguments).anyMatch(line -> line.contains(StageMain.class.getName()));
      assertNothingIsIn(String.join("\n", arguments).getBytes(UTF_8), "arguments of processes");
    }
    for (Path file : files()) {
      assertNothingIsIn(Files.readAllBytes(file), file.toString());
    }
  }

  @Test
  void theSearchFindsWhatTravelsEncoded() {
    String pair = USER + ":" + SECRETS.get("MLFLOW_TRACKING_PASSWORD");
    for (String before : new String[] {"", "x", "xy"}) {
      byte[] sent = (before + pair + "\n").getBytes(UTF_8);
      assertThat(found(Base64.getEncoder().encodeToString(sent))).isPresent();
      assertThat(found(HexFormat.of().formatHex(sent))).isPresent();
    }
    assertThat(found("planted")).isEmpty();
  }

  private static Map<String, String> environment(
      EmbeddedStorage storage, EmbeddedTracking tracking, StorageCredentials credentials) {
    Map<String, String> environment = new HashMap<>(SECRETS);
    environment.put(ObjectStoreSettings.BUCKET_VARIABLE, "bucket");
    environment.put(ObjectStoreSettings.ENDPOINT_VARIABLE, storage.endpoint().toString());
    environment.put(ObjectStoreSettings.ACCESS_KEY_VARIABLE, credentials.accessKeyId());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("MLFLOW_TRACKING_URI", tracking.address().toString());
    environment.put("MLFLOW_TRACKING_USERNAME", USER);
    // It has no door to sign in at, so that what it says comes back in a failure.
    environment.put("WAVETRAIN_AIRFLOW_URL", tracking.address().toString());
    environment.put("WAVETRAIN_AIRFLOW_USERNAME", USER);
    return environment;
  }

  private Path changed(Path pipeline, String words, String others) throws IOException {
    String text = Files.readString(pipeline);
    assertThat(text).contains(words);
    return Files.writeString(
        Files.createTempFile(folder, "changed", ".yaml"), text.replace(words, others));
  }

  private int run(Map<String, String> environment, Path file, String name) throws Exception {
    return command(environment, name, "run", file.toString());
  }

  /** Runs a command to its end, and adds what the processes were started with. */
  private int command(Map<String, String> environment, String name, String... words)
      throws Exception {
    Process process = start(environment, name, words);
    do {
      watch(process);
    } while (!process.waitFor(50, TimeUnit.MILLISECONDS));
    assertThat(folder.resolve(name + ".log")).isNotEmptyFile();
    return process.exitValue();
  }

  private Process start(Map<String, String> environment, String name, String... words)
      throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("WAVETRAIN_WORK", Files.createDirectories(folder.resolve("work")).toString());
    // All of them have a home but this one.
    Stream<String> home =
        words[0].equals("airflow")
            ? Stream.empty()
            : Stream.of("--home", folder.resolve("home").toString());
    return ProgramProcess.start(
        all,
        folder.resolve(name + ".log"),
        Stream.concat(Stream.of(words), home).toArray(String[]::new));
  }

  private void watch(Process process) {
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(RunningProcess::arguments)
        .forEach(arguments::addAll);
  }

  /**
   * Starts a service and asks it, once with a wrong token and once with the right one.
   *
   * @param variable of its token
   */
  private void askWithAWrongToken(
      Map<String, String> environment, String variable, String path, String command, String word)
      throws Exception {
    Process service = start(environment, command, command, word, "--port", "0", "--json");
    try {
      URI address = awaitAddress(service, folder.resolve(command + ".log")).resolve(path);
      assertThat(status(address, WRONG_TOKEN)).isEqualTo(401);
      assertThat(status(address, SECRETS.get(variable))).isEqualTo(200);
      watch(service);
    } finally {
      service.destroy();
      if (!service.waitFor(30, TimeUnit.SECONDS)) {
        service.destroyForcibly().waitFor();
      }
    }
  }

  private static URI awaitAddress(Process service, Path log) throws Exception {
    while (service.isAlive()) {
      List<MatchResult> found = ADDRESS.matcher(Files.readString(log)).results().toList();
      if (!found.isEmpty()) {
        return URI.create(found.get(0).group(1));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(Files.readString(log));
  }

  private static int status(URI address, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + token)
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void assertNothingIsIn(byte[] content, String where) {
    // Each byte is a character: what is no text is searched as well.
    assertThat(found(new String(content, StandardCharsets.ISO_8859_1))).as(where).isEmpty();
  }

  /** A secret that a text holds. */
  private static Optional<String> found(String text) {
    return Stream.concat(SECRETS.values().stream(), Stream.of(TRACKING_TOKEN, WRONG_TOKEN))
        .filter(secret -> forms(secret).anyMatch(text::contains))
        .findFirst();
  }

  /**
   * As it is, in hexadecimal digits, and what of its Base64 does not depend on what is beside it.
   */
  private static Stream<String> forms(String secret) {
    return Stream.concat(
        Stream.of(secret, HexFormat.of().formatHex(secret.getBytes(UTF_8))),
        IntStream.range(0, 3).mapToObj(before -> base64(secret, before)));
  }

  private static String base64(String secret, int before) {
    byte[] shifted = ("x".repeat(before) + secret).getBytes(UTF_8);
    String whole = Base64.getEncoder().encodeToString(shifted);
    return whole.substring(before == 0 ? 0 : 4, whole.length() - 4);
  }
}
