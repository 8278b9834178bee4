package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.report.CorpusFigures;
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
  private static final String INGEST = "ingest";

  private final Console console;

  @Parameters(
      paramLabel = "RUN|KEY",
      arity = "0..1",
      description =
          "A run's id, or the key of a corpus, ingest/…; the newest corpus if it is left out.")
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
    try (HomeToRead read = HomeToRead.of(home.path());
        Services services = Services.open(read.path())) {
      ArtifactKey key = corpus(services);
      CorpusFigures own = CorpusFigures.read(services.store().open(key));
      Optional<ArtifactKey> championKey =
          model == null ? Optional.empty() : Optional.of(champion(services));
      Optional<CorpusFigures> champion = Optional.empty();
      if (championKey.isPresent() && !championKey.get().equals(key)) {
        champion = Optional.of(CorpusFigures.read(services.store().open(championKey.get())));
      }
      List<CorpusDrift> drift =
          champion.map(other -> CorpusDrift.between(own, other)).orElse(List.of());
      if (json) {
        console.out().println(JSON.writeValueAsString(object(key, own, championKey, drift)));
      } else {
        new DataReportWriter()
            .write("Corpus " + key.digest().abbreviated(), key.toString(), own, champion, output);
        drift.forEach(one -> console.out().println(one.sentence()));
        console.out().println("Wrote " + output.toAbsolutePath() + ".");
      }
    }
    return ExitCode.DONE.code();
  }

  private ArtifactKey corpus(Services services) throws IOException {
    if (what == null) {
      return services.store().newest(INGEST, 1).stream()
          .map(Manifest::key)
          .findFirst()
          .orElseThrow(() -> missing("No corpus was made yet.", "Run a pipeline first."));
    }
    if (what.startsWith(INGEST + "/")) {
      return ArtifactKey.parse(what);
    }
    Map<String, ArtifactKey> corpora = ChampionCorpora.ofTags(services.tracking().run(what).tags());
    return one(corpora, "Run " + what);
  }

  private ArtifactKey champion(Services services) {
    Map<String, ArtifactKey> corpora = ChampionCorpora.of(services.tracking().registry(), model);
    // A stage's name is one of the run's: the champion's pipeline may have called it otherwise.
    return corpora.size() == 1
        ? corpora.values().iterator().next()
        : one(corpora, "The champion of model " + model);
  }

  /** The only one, or that of the stage that was named. */
  private ArtifactKey one(Map<String, ArtifactKey> corpora, String whose) {
    if (corpora.isEmpty()) {
      throw missing(
          whose + " has no corpus that is known.",
          "See `wavetrain runs` for runs, and `wavetrain history` for champions.");
    }
    if (stage == null && corpora.size() == 1) {
      return corpora.values().iterator().next();
    }
    return Optional.ofNullable(stage)
        .map(corpora::get)
        .orElseThrow(
            () ->
                missing(
                    "%s has corpora of the stages %s."
                        .formatted(whose, String.join(", ", corpora.keySet())),
                    "Name one of these with --stage."));
  }

  private static UserFailure missing(String sentence, String remedy) {
    return new UserFailure(CommandError.CORPUS_MISSING, sentence, remedy);
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
