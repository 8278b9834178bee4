package org.wavetrain.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.report.Corpora;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * The pipeline that evaluates one model on one folder.
 *
 * @param sources folders, or a file for the language model, by name, each with a layout
 * @param recordings whether the corpus is a folder of recordings, that has to be read in first,
 *     rather than a corpus artifact's files
 * @param letterCase the case that texts are brought to, which is the model's
 */
record EvaluationPipeline(Map<String, Folder> sources, boolean recordings, String letterCase) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CORPUS = "corpus";
  private static final String INGEST = Corpora.STAGE;
  private static final String MODEL = "model";
  private static final String LANGUAGE_MODEL = "language_model";

  /** What tells the files of a corpus artifact from recordings. */
  static final String CORPUS_FILE = "corpus.json";

  /** A source as a pipeline file names it; JSON is YAML. */
  record Folder(String path, String layout) {}

  static EvaluationPipeline of(
      Path model,
      Optional<Vocabulary> vocabulary,
      Path corpus,
      String layout,
      Optional<Path> languageModel)
      throws IOException {
    Path corpusFolder = corpus.toAbsolutePath().normalize();
    Optional<Path> artifact = ArtifactFolder.holding(CORPUS_FILE, corpusFolder);
    Map<String, Folder> sources = new LinkedHashMap<>();
    sources.put(CORPUS, new Folder(artifact.orElse(corpusFolder).toString(), layout));
    sources.put(MODEL, new Folder(model.toString(), "auto"));
    languageModel.ifPresent(
        folder -> sources.put(LANGUAGE_MODEL, new Folder(folder.toString(), "auto")));
    return new EvaluationPipeline(
        sources, artifact.isEmpty(), vocabulary.map(EvaluationPipeline::letterCase).orElse("keep"));
  }

  /** The one case that a vocabulary has letters of, or else that of the texts as they are. */
  private static String letterCase(Vocabulary vocabulary) {
    boolean upper = false;
    boolean lower = false;
    for (String character : vocabulary.characters()) {
      upper |= !character.equals(character.toLowerCase(Locale.ROOT));
      lower |= !character.equals(character.toUpperCase(Locale.ROOT));
    }
    return upper == lower ? "keep" : upper ? "upper" : "lower";
  }

  /** The text of the pipeline file. */
  String yaml() {
    Map<String, Object> stages = new LinkedHashMap<>();
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put(CORPUS, CORPUS);
    if (recordings) {
      stages.put(
          INGEST,
          Map.of(
              "inputs", Map.of("recordings", List.of(CORPUS)),
              "parameters", Map.of("split", "undivided", "letter_case", letterCase)));
      inputs.put(CORPUS, INGEST);
    }
    inputs.put("transcriber", MODEL);
    if (sources.containsKey(LANGUAGE_MODEL)) {
      inputs.put(LANGUAGE_MODEL, LANGUAGE_MODEL);
    }
    stages.put("evaluate", Map.of("inputs", inputs));
    Map<String, Object> pipeline = new LinkedHashMap<>();
    pipeline.put("name", "evaluate");
    pipeline.put("sources", sources);
    pipeline.put("stages", stages);
    try {
      return JSON.writeValueAsString(pipeline);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
