package org.wavetrain.ingest;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.definition.Source;
import org.wavetrain.testing.StageOutcome;
import org.wavetrain.testing.StageTrial;

/** Runs ingest as a pipeline does, on folders of one source named {@code corpus}. */
final class TrialIngest implements AutoCloseable {
  private final StageTrial trial;

  /**
   * @param home an empty folder
   */
  TrialIngest(Path home) {
    this.trial = new StageTrial(home, 11);
  }

  /** Of a run that succeeds. */
  Ingested ingest(Path folder, String layout, Map<String, Object> parameters) throws IOException {
    StageOutcome outcome = run(folder, layout, parameters);
    assertThat(outcome.failure()).isEmpty();
    List<Utterance> utterances = new ArrayList<>();
    CorpusReader corpus = CorpusReader.open(trial.open(outcome.key()));
    corpus.forEachDescription(utterances::add);
    try (InputStream in = trial.open(outcome.key()).open("data_report.json")) {
      return new Ingested(
          corpus.summary(), utterances, new ObjectMapper().readTree(in.readAllBytes()));
    }
  }

  StageOutcome run(Path folder, String layout, Map<String, Object> parameters) throws IOException {
    return trial.run(
        new IngestStage(),
        parameters,
        Map.of(),
        Map.of("recordings", List.of(new Source("corpus", folder, layout))));
  }

  @Override
  public void close() {
    trial.close();
  }

  /** What came out. */
  record Ingested(CorpusSummary summary, List<Utterance> utterances, JsonNode report) {
    Set<String> speakers(Split split) {
      return utterances.stream()
          .filter(utterance -> utterance.split() == split)
          .map(Utterance::speaker)
          .collect(toSet());
    }

    List<String> subsets(Split split) {
      return utterances.stream()
          .filter(utterance -> utterance.split() == split)
          .map(utterance -> utterance.attributes().get("subset"))
          .distinct()
          .sorted()
          .toList();
    }
  }
}
