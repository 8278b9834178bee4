package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.cli.CommandRun.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.recognition.BatchTranscriber;
import org.wavetrain.recognition.TextDecoder;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

class ServeModelCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path shared;
  private static Path home;
  private static Path model;
  private static Path sound;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A command that goes on until it is told to end. */
  private record Running(CompletableFuture<Integer> status, Interruption interruption, URI address)
      implements AutoCloseable {
    static Running start(String... arguments) throws Exception {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream error = new ByteArrayOutputStream();
      Interruption interruption = new Interruption();
      Console console =
          new Console(
              new ResultStream(out),
              new PrintStream(error, true, UTF_8),
              Terminal.none(),
              interruption,
              Map.of());
      CompletableFuture<Integer> status =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Main.run(console, arguments);
                } finally {
                  interruption.commandIsOver();
                }
              });
      while (!out.toString(UTF_8).contains("}") && !status.isDone()) {
        Thread.sleep(20);
      }
      assertThat(status.isDone()).as(error.toString(UTF_8)).isFalse();
      return new Running(
          status,
          interruption,
          URI.create(MAPPER.readTree(out.toString(UTF_8)).path("address").asText()));
    }

    @Override
    public void close() throws Exception {
      interruption.stop();
      assertThat(status.get()).isZero();
    }
  }

  @BeforeAll
  static void registerTwoVersions() throws Exception {
    home = shared.resolve("home");
    model = export("one");
    sound = shared.resolve("a.wav");
    Random random = new Random(4);
    short[] samples = new short[25_000];
    for (int index = 0; index < samples.length; index++) {
      samples[index] = (short) (random.nextGaussian() * 3000);
    }
    SoundFile.write(sound, SoundFormat.WAVE, samples, 16_000);
    try (Services services = Services.open(home)) {
      RegisteredExport.of(services, "words", model, Map.of());
      RegisteredExport.of(services, "words", export("two"), Map.of());
      services.tracking().registry().setAlias("words", Promotion.CHAMPION, 1);
    }
  }

  @Test
  void theServiceHearsWhatTheCommandHears() throws Exception {
    JsonNode heard =
        CommandRun.done("transcribe", "--json", "--model", model.toString(), sound.toString())
            .lastLine();
    try (Running running =
        Running.start("serve-model", model.toString(), "--port", "0", "--json")) {
      HttpResponse<String> response = ask(running, "/transcribe");
      assertThat(response.statusCode()).isEqualTo(200);
      JsonNode served = MAPPER.readTree(response.body());
      assertThat(served.path("text")).isEqualTo(heard.path("text"));
      assertThat(served.path("segments").size()).isEqualTo(heard.path("segments").size());
      assertThat(ask(running, "/transcribe?format=srt").body()).startsWith("1\n00:00:0");
      assertThat(ask(running, "/classify").body()).contains("REQUEST_PATH_UNKNOWN");
    }
  }

  @Test
  void silenceSaysNothingAndIsOfNoClass() throws Exception {
    Path both = export("both-tasks");
    RandomModel.classifier(
        Wav2Vec2Configuration.nano(), List.of("calm", "sad"), both.resolve(ClassifyCommand.FOLDER));
    Path silent = shared.resolve("silent.wav");
    SoundFile.write(silent, SoundFormat.WAVE, new short[16_000], 16_000);
    try (Running running = Running.start("serve-model", both.toString(), "--port", "0", "--json")) {
      HttpResponse<String> said = ask(running, "/transcribe", silent);
      assertThat(said.statusCode()).isEqualTo(200);
      assertThat(MAPPER.readTree(said.body()).path("text").asText("none")).isEmpty();
      HttpResponse<String> refused = ask(running, "/classify", silent);
      assertThat(refused.statusCode()).isEqualTo(422);
      assertThat(refused.body()).contains("AUDIO_SILENT", "something can be heard");
      assertThat(ask(running, "/classify").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whenTheAliasMovesNoRequestIsLost() throws Exception {
    try (Running running =
        Running.start(
            "serve-model",
            "words@champion",
            "--port",
            "0",
            "--json",
            "--poll",
            "1",
            "--home",
            home.toString())) {
      List<HttpResponse<String>> responses = new ArrayList<>();
      responses.add(ask(running, "/transcribe"));
      try (Services services = Services.open(home)) {
        services.tracking().registry().setAlias("words", Promotion.CHAMPION, 2);
      }
      while (version(responses.get(responses.size() - 1)) == 1) {
        List<CompletableFuture<HttpResponse<String>>> together = new ArrayList<>();
        for (int index = 0; index < 4; index++) {
          together.add(
              client.sendAsync(request(running, "/transcribe", sound), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> response : together) {
          responses.add(response.get());
        }
      }
      assertThat(responses).allMatch(response -> response.statusCode() == 200);
      assertThat(version(responses.get(0))).isEqualTo(1);
      assertThat(version(ask(running, "/transcribe"))).isEqualTo(2);
    }
  }

  @Test
  void aModelIsFreedWhenAnotherPartOfItCannotBeLoaded() throws Exception {
    Path both = Files.createDirectories(shared.resolve("both"));
    Files.createDirectories(both.resolve(ClassifyCommand.FOLDER));
    Files.createFile(both.resolve("vocab.json"));
    BatchTranscriber transcriber = BatchTranscriber.open(model, OptionalInt.empty());
    assertThatThrownBy(
            () ->
                ServedSpeech.load(
                    new FoundModel(both, Optional.empty(), Optional.empty()),
                    new TextDecoder.Greedy(),
                    folder -> transcriber,
                    folder -> {
                      throw new UnsatisfiedLinkError("no such library");
                    }))
        .isInstanceOf(UnsatisfiedLinkError.class);
    float[] click = new float[8000];
    click[0] = 1;
    assertThatThrownBy(() -> transcriber.scores(List.of(click), () -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void theServiceDoesNotTellWhereTheModelIs() throws Exception {
    try (Running running =
        Running.start("serve-model", model.toString(), "--port", "0", "--json")) {
      String health =
          client
              .send(
                  HttpRequest.newBuilder(running.address().resolve("/health")).build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(health)
          .contains("\"model\":\"one\"")
          .doesNotContain(shared.toString())
          .as("what a folder does not tell")
          .doesNotContain("version", "digest");
    }
  }

  @Test
  void whatCannotBeServedIsRefused() {
    assertThat(refusal("serve-model", "words@gone", "--home", home.toString()))
        .contains("MODEL_MISSING", "models:/words@gone", "versions 1, 2; champion is version ");
    assertThat(refusal("serve-model", "wrods@champion", "--home", home.toString()))
        .contains("MODEL_MISSING", "Name one that is in service: words@champion.");
    assertThat(refusal("serve-model", shared.resolve("nowhere").toString()))
        .contains("MODEL_FOLDER_MISSING", "nowhere", "wavetrain models");
    assertThat(refusal("serve-model", "words", "--home", home.toString()))
        .contains("MODEL_FOLDER_MISSING", "Did you mean words@champion?");
    assertThat(refusal("serve-model", model.toString(), "--batch", "0"))
        .contains("COMMAND_LINE_INVALID: --batch is 0, which is not from 1 to 256");
    assertThat(refusal("serve-model", model.toString(), "--exit", "entropy=0.1"))
        .contains("COMMAND_LINE_INVALID", "--exit layer=N");
    assertThat(refusal("serve-model", model.toString(), "--exit", "layer=3"))
        .contains("EXPORT_EXIT_UNKNOWN");
    assertThat(refusal("serve-model", model.toString(), "--host", "203.0.113.1"))
        .contains("TOKEN_MISSING", "203.0.113.1", "WAVETRAIN_SERVICE_TOKEN");
    assertThat(refusal("serve-model", model.toString(), "--host", "nowhere.invalid"))
        .contains("SERVICE_ADDRESS_UNUSABLE", "nowhere.invalid");
  }

  private static int version(HttpResponse<String> response) throws Exception {
    return MAPPER.readTree(response.body()).path("version").asInt();
  }

  private HttpResponse<String> ask(Running running, String path) throws Exception {
    return ask(running, path, sound);
  }

  private HttpResponse<String> ask(Running running, String path, Path recording) throws Exception {
    return client.send(request(running, path, recording), BodyHandlers.ofString());
  }

  private static HttpRequest request(Running running, String path, Path recording)
      throws Exception {
    return HttpRequest.newBuilder(running.address().resolve(path))
        .POST(BodyPublishers.ofByteArray(Files.readAllBytes(recording)))
        .build();
  }

  private static Path export(String name) throws Exception {
    Path trained = shared.resolve("trained-" + name);
    Path export = shared.resolve(name);
    RandomModel.transcriber(
        Wav2Vec2Configuration.nano().withSpecAugment(SpecAugment.NONE), trained);
    CommandRun.done("export", trained.toString(), export.toString(), "--int8", "none");
    return export;
  }
}
