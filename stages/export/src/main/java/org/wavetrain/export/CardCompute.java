package org.wavetrain.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.training.setup.TrainingStart;

/** What the models cost, as far as the artifacts tell. */
record CardCompute(CardInputs inputs, Lineage lineage) {
  /** Markdown. */
  String text() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row(inputs.corpus().manifest(), CardNumber.NONE));
    for (ArtifactReader further : lineage.furtherCorpora()) {
      rows.add(row(further.manifest(), CardNumber.NONE));
    }
    for (ArtifactReader trained : lineage.trainings()) {
      rows.add(training(trained));
    }
    inputs
        .evaluation()
        .ifPresent(evaluation -> rows.add(row(evaluation.manifest(), CardNumber.NONE)));
    return MarkdownTable.of(
            List.of("Stage", "Updates", "Hours", "Processors", "Energy of the processors"), rows)
        + "\nEnergy is known where the machine tells it and the stage ran in one piece."
        + (complete() ? "" : " What the training started from is not counted.")
        + "\n";
  }

  private boolean complete() throws IOException {
    return lineage.origin() instanceof TrainingStart.Nothing;
  }

  private static List<String> training(ArtifactReader trained) throws IOException {
    OptionalLong steps = TrainingCurve.read(trained).steps();
    return row(
        trained.manifest(), steps.isPresent() ? Long.toString(steps.getAsLong()) : CardNumber.NONE);
  }

  private static List<String> row(Manifest made, String updates) {
    int processors = made.machine().processors();
    OptionalDouble energy = made.machine().wattHours();
    return List.of(
        made.key().stage(),
        updates,
        String.format(Locale.ROOT, "%.3f", made.elapsed().toMillis() / 3_600_000.0),
        processors > 0 ? Integer.toString(processors) : CardNumber.NONE,
        energy.isPresent()
            ? String.format(Locale.ROOT, "%.2f Wh", energy.getAsDouble())
            : CardNumber.NONE);
  }
}
