package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.report.CorpusFigures;
import org.wavetrain.report.CorpusInService;
import org.wavetrain.report.DataReportWriter;
import org.wavetrain.stage.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the data report of a corpus. */
@Command(
    name = "data-report",
    description = {
      "Writes a page on a corpus: near-duplicates, drift, what was set aside, how the recordings"
          + " are.",
      "For example: wavetrain data-report --against my-words --output data.html"
    },
    mixinStandardHelpOptions = true)
final class DataReportCommand implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();

  private final Console console;

  @Parameters(
      paramLabel = "RUN|KEY",
      arity = "0..1",
      description =
          "A run's id, the beginning of one, or its name; or the key of a corpus, ingest/…, or its"
              + " beginning. The newest corpus if it is left out.")
  private String what;

  @Option(
      names = "--stage",
      paramLabel = "NAME",
      description =
          "Which stage's corpus, where a run has several; of the champion that of the same stage,"
              + " or its only one.")
  private String stage;

  @Option(
      names = "--against",
      paramLabel = "MODEL",
      description = "Tells drift from the corpus of this model's champion.")
  private String model;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      defaultValue = "data-report.html",
      description = "The page (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(names = "--json", description = "Prints all figures as one JSON object; writes no page.")
  private boolean json;

  @Mixin private HomeOption home;

  DataReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    requireUseOfStage();
    if (!json) {
      OutputTrial.file(output);
    }
    try (HomeToRead read = HomeToRead.of(home.path());
        Services services = Services.open(read.path())) {
      NamedCorpora corpora = new NamedCorpora(services, Optional.ofNullable(stage));
      ArtifactKey key = what == null ? corpora.newest() : corpora.named(what);
      CorpusFigures own = CorpusFigures.read(services.store().open(key));
      Optional<ArtifactKey> championKey =
          model == null ? Optional.empty() : Optional.of(championsCorpus(corpora));
      CorpusInService champion = new CorpusInService.Unknown();
      if (championKey.isPresent()) {
        champion =
            championKey.get().equals(key)
                ? new CorpusInService.Same()
                : new CorpusInService.Other(
                    CorpusFigures.read(services.store().open(championKey.get())));
      }
      List<CorpusDrift> drift =
          champion.other().map(other -> CorpusDrift.between(own, other)).orElse(List.of());
      if (json) {
        console.out().println(JSON.writeValueAsString(object(key, own, championKey, drift)));
      } else {
        new DataReportWriter()
            .write("Corpus " + key.digest().abbreviated(), key.toString(), own, champion, output);
        if (champion instanceof CorpusInService.Same) {
          console.out().println("It is the corpus of the champion of model " + model + ".");
        }
        drift.forEach(one -> console.out().println(one.sentence()));
        console.out().println("Wrote " + output.toAbsolutePath() + ".");
      }
    }
    return ExitCode.DONE.code();
  }

  /** The newest corpus and that of a key are none of several. */
  private void requireUseOfStage() {
    if (stage != null && model == null && !isRun()) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "--stage %s says which of a run's corpora is meant, but %s."
              .formatted(stage, what == null ? "no run is named" : what + " is a corpus"),
          "Name the run, or leave --stage out.");
    }
  }

  private boolean isRun() {
    return what != null && !NamedCorpora.isKey(what);
  }

  /** Where no run is named, the stage can only be meant to be one of the champion's. */
  private ArtifactKey championsCorpus(NamedCorpora corpora) {
    return isRun() ? corpora.ofChampion(model) : corpora.ofChampionsStage(model);
  }

  private static ObjectNode object(
      ArtifactKey key, CorpusFigures own, Optional<ArtifactKey> champion, List<CorpusDrift> drift) {
    ObjectNode object = JSON.createObjectNode().put("corpus", key.toString());
    object.put("champion_corpus", champion.map(ArtifactKey::toString).orElse(null));
    object.set("drift", JSON.valueToTree(drift));
    object.set("figures", own.json());
    return object;
  }
}
