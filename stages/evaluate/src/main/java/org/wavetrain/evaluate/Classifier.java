package org.wavetrain.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.HighestScore;
import org.wavetrain.wav2vec2.UsableScores;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/** A trained classification network with the names of its classes. */
final class Classifier implements AutoCloseable {
  private final ClassificationNetwork network;
  private final List<String> labels;
  private final BatchForm form;

  private Classifier(ClassificationNetwork network, List<String> labels, BatchForm form) {
    this.network = network;
    this.labels = labels;
    this.form = form;
  }

  /**
   * @param kernels the arithmetic; stays the caller's
   * @throws UserFailure {@code EVALUATE_MODEL_UNSUITABLE} when the folder's model does not classify
   */
  static Classifier load(Path folder, Kernels kernels) {
    ModelFolder model = ModelFolder.readComplete(folder);
    List<String> labels = model.configuration().classificationHead().labels();
    if (labels.isEmpty()) {
      throw unsuitable("has no labels in config.json, so it does not classify");
    }
    ClassificationNetwork network =
        ClassificationNetwork.create(
            model.configuration(), labels.size(), NetworkOptions.frozenTrunk(kernels));
    try {
      LoadReport report = network.load(model.tensors());
      if (!report.missing().isEmpty()) {
        throw unsuitable("has no head: it lacks " + String.join(", ", report.missing()));
      }
      return new Classifier(network, labels, BatchForm.of(model));
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  List<String> labels() {
    return labels;
  }

  /** How it takes utterances. */
  BatchForm form() {
    return form;
  }

  /** For each waveform the index of the label with the highest score. */
  int[] classify(WaveformBatch waveforms) {
    float[] logits = network.logits(waveforms);
    if (UsableScores.missing(logits, 0, logits.length) > 0) {
      throw unsuitable("gives scores that are no numbers");
    }
    int[] predicted = new int[waveforms.size()];
    for (int index = 0; index < predicted.length; index++) {
      predicted[index] = HighestScore.of(logits, index * labels.size(), labels.size());
    }
    return predicted;
  }

  @Override
  public void close() {
    network.close();
  }

  private static UserFailure unsuitable(String problem) {
    return new UserFailure(
        EvaluateError.EVALUATE_MODEL_UNSUITABLE,
        "The classifier " + problem + ".",
        "Give the input classifier the artifact of a classify stage.");
  }
}
