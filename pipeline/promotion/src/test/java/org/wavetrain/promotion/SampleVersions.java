package org.wavetrain.promotion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;

/** Versions with whole evaluations and exports in the store. */
public record SampleVersions(SmallRegistry servers, String model) {
  static final int WORDS = 5;
  private static final int UTTERANCES = 400;

  /** Recordings that have no text, and so no part in a word error rate. */
  private static final int EMOTIONS = 40;

  /** How many of the words of an utterance were heard wrongly. */
  @FunctionalInterface
  public interface Errors {
    int of(int utterance);
  }

  /**
   * How an evaluation was made.
   *
   * @param parameters as JSON
   * @param languageModel empty text for none
   */
  record Measuring(String corpus, String parameters, String languageModel, String codeVersion) {
    static final Measuring USUAL = new Measuring("corpus", "{}", "", "1");

    static Measuring on(String corpus) {
      return new Measuring(corpus, USUAL.parameters, USUAL.languageModel, USUAL.codeVersion);
    }

    private Provenance provenance() {
      Map<String, List<Sha256>> inputs = new HashMap<>();
      inputs.put("corpus", List.of(Sha256.of(corpus)));
      if (!languageModel.isEmpty()) {
        inputs.put("language_model", List.of(Sha256.of(languageModel)));
      }
      return new Provenance(inputs, parameters, 1, codeVersion, Duration.ZERO);
    }
  }

  public Candidate of(String name, Gates gates, Errors errors) throws IOException {
    return of(name, gates, errors, UTTERANCES);
  }

  Candidate of(String name, Gates gates, Errors errors, int utterances) throws IOException {
    return of(name, Measuring.USUAL, gates, errors, utterances);
  }

  Candidate of(String name, String corpus, Gates gates, Errors errors) throws IOException {
    return of(name, Measuring.on(corpus), gates, errors, UTTERANCES);
  }

  Candidate of(String name, Measuring measuring, Errors errors) throws IOException {
    return of(name, measuring, Gates.NONE, errors, UTTERANCES);
  }

  private Candidate of(String name, Measuring measuring, Gates gates, Errors errors, int utterances)
      throws IOException {
    ArtifactKey evaluation = evaluation(name, measuring, errors, utterances);
    ArtifactKey export = new ArtifactKey("export", Sha256.of("export " + name));
    ArtifactDraft draft = servers.store().draft(export);
    draft.put("onnx/model.onnx", new byte[2 << 20]);
    draft.put(
        "parity.json",
        "{\"classifier\":{\"maximum_difference\":1e-7},\"transcriber\":{\"maximum_difference\":3.7e-6}}"
            .getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    Map<String, String> tags =
        new HashMap<>(new DeclaredGates("wer", Direction.LOWER, gates).tags());
    tags.put(Promotion.EVALUATION_TAG, evaluation.toString());
    tags.put(Promotion.CORPUS_TAG, Sha256.of(measuring.corpus()).hex());
    return new Candidate(
        model,
        export,
        servers.store().address(export),
        servers.runId(),
        metrics(errors, utterances),
        tags);
  }

  /** An evaluation of a version that is not registered with it. */
  ArtifactKey evaluation(String name, Measuring measuring, Errors errors) throws IOException {
    return evaluation(name, measuring, errors, UTTERANCES);
  }

  private ArtifactKey evaluation(String name, Measuring measuring, Errors errors, int utterances)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int utterance = 0; utterance < utterances; utterance++) {
      lines.add(
          "{\"id\":\"u-%d\",\"set\":\"test\",\"reference\":\"a b c d e\",\"words\":%d,\"errors\":%d,\"slices\":{\"sex\":\"%s\",\"duration\":\"%s\"}}"
              .formatted(
                  utterance,
                  WORDS,
                  errors.of(utterance),
                  utterance % 2 == 0 ? "M" : "F",
                  utterance % 10 == 0 ? "long" : "short"));
    }
    for (int emotion = 0; emotion < EMOTIONS; emotion++) {
      lines.add(
          "{\"id\":\"e-%d\",\"set\":\"test\",\"label\":\"sad\",\"predicted\":\"sad\",\"slices\":{\"sex\":\"unknown\",\"severity\":\"mild\"}}"
              .formatted(emotion));
    }
    ArtifactKey key = new ArtifactKey("evaluate", Sha256.of("evaluation " + name));
    ArtifactDraft draft = servers.store().draft(key);
    draft.put("utterances.jsonl", String.join("\n", lines).getBytes(UTF_8));
    draft.put("slices.json", "[]".getBytes(UTF_8));
    draft.put(
        "metrics.json",
        String.format(
                Locale.ROOT,
                "{\"utterances\":%d,\"wer\":%s}",
                utterances,
                metrics(errors, utterances).get("wer"))
            .getBytes(UTF_8));
    draft.publish(measuring.provenance());
    return key;
  }

  private static Map<String, Double> metrics(Errors errors, int utterances) {
    int sum = 0;
    for (int utterance = 0; utterance < utterances; utterance++) {
      sum += errors.of(utterance);
    }
    return Map.of("wer", (double) sum / (utterances * WORDS));
  }
}
