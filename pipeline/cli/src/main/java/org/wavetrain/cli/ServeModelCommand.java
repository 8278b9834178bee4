package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.cli.ModelReference.InFolder;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.TextDecoder;
import org.wavetrain.service.ModelSource;
import org.wavetrain.service.ServiceSettings;
import org.wavetrain.service.SoundReader;
import org.wavetrain.service.SpeechModel;
import org.wavetrain.service.SpeechService;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Answers over HTTP what is said in recordings. */
@Command(
    name = "serve-model",
    description = {
      "Answers over HTTP what is said in recordings: POST /transcribe or /classify, GET /health or"
          + " /metrics. When an alias moves, the new version takes over without a pause.",
      "For example: wavetrain serve-model my-words@champion --port 8090"
    },
    mixinStandardHelpOptions = true)
final class ServeModelCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "NAME@champion or another alias, NAME/VERSION (models:/ may stand before), or the folder"
              + " of an exported model.")
  private String model;

  @Mixin private ServiceOptions service;

  @Mixin private JsonOption json;

  @Mixin private DecodingOptions decoding;
  @Mixin private ExitOption exit;
  @Mixin private HomeOption home;

  ServeModelCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ModelReference meant = ModelReference.of(model);
    ServiceSettings settings = service.settings(console.environment());
    OptionalInt layer = layer();
    TextDecoder decoder = decoding.decoder();
    LogFile.service();
    Function<FoundModel, SpeechModel> loading = found -> ServedSpeech.load(found, decoder, layer);
    if (meant instanceof InFolder folder) {
      serve(new FolderSource(new GivenFolder(folder.path()).model(home.path()), loading), settings);
    } else {
      try (HomeToRead read = HomeToRead.of(home.path());
          Services services = Services.open(read.path())) {
        serve(
            new RegistrySource(new RegisteredModels(services), meant, home.path(), loading),
            settings);
      }
    }
    return ExitCode.DONE.code();
  }

  private OptionalInt layer() {
    Optional<ExitRule> rule = exit.parsed();
    if (rule.isPresent() && !(rule.get() instanceof AtLayer)) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "The service leaves a model after a layer, not by an entropy.",
          "Write --exit layer=N, or leave --exit out.");
    }
    return rule.map(some -> OptionalInt.of(((AtLayer) some).layer())).orElse(OptionalInt.empty());
  }

  private void serve(ModelSource source, ServiceSettings settings)
      throws IOException, InterruptedException {
    SoundReader reader = new ServedSounds(new AudioDecoder(service.longest()));
    SpeechService running = SpeechService.start(settings, source, reader);
    console.interruption().stops(running::close);
    say(running);
    running.join();
  }

  private void say(SpeechService running) {
    if (json.wanted()) {
      console
          .out()
          .println(
              running
                  .model()
                  .describe(
                      new JsonMapper()
                          .createObjectNode()
                          .put("address", running.address().toString())));
    } else {
      console
          .out()
          .printf("%s is in service at %s; Ctrl-C ends it.%n", running.model(), running.address());
    }
    console.out().flush();
  }
}
