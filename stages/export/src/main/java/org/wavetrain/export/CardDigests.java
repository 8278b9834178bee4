package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.training.setup.TrainingStart;

/**
 * What the models were made of and what they are, to be compared with what somebody has.
 *
 * @param folder the exported files, all but the card
 */
record CardDigests(CardInputs inputs, Lineage lineage, Path folder) {
  /** Markdown. */
  String text() throws IOException {
    List<List<String>> artifacts = new ArrayList<>();
    artifacts.add(row("corpus", inputs.corpus()));
    lineage.furtherCorpora().forEach(further -> artifacts.add(row("training data", further)));
    lineage.pretrained().ifPresent(parent -> artifacts.add(row("start", parent)));
    if (lineage.origin() instanceof TrainingStart.Trained parent) {
      artifacts.add(
          List.of("start of the first training", parent.stage(), code(parent.content().hex())));
    }
    artifacts.add(row("transcriber", inputs.trained()));
    inputs
        .trainedClassifier()
        .ifPresent(classifier -> artifacts.add(row("classifier", classifier)));
    inputs.evaluation().ifPresent(evaluation -> artifacts.add(row("evaluation", evaluation)));
    Map<String, Object> files = new LinkedHashMap<>();
    for (Path file : files()) {
      files.put(
          code(folder.relativize(file).toString().replace('\\', '/')), code(Sha256.of(file).hex()));
    }
    return MarkdownTable.of(List.of("Made of", "Key", "Content digest"), artifacts)
        + "\n"
        + MarkdownTable.of("File", "SHA-256", files);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> row(String what, ArtifactReader artifact) {
    return List.of(
        what,
        code(artifact.manifest().key().toString()),
        code(artifact.manifest().contentDigest().hex()));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
