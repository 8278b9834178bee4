package org.wavetrain.recognition;

import java.nio.file.Path;
import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * Scores classes with an exported model, through ONNX Runtime alone. Owns the runtime's native
 * memory; several threads may share one.
 */
public final class OnnxClassifier implements AutoCloseable {
  private final OnnxModel model;

  private OnnxClassifier(OnnxModel model) {
    this.model = model;
  }

  /**
   * Opens the folder of an exported classifier, such as {@code classifier/} of an export.
   *
   * @throws UserFailure when a file of it is missing or damaged, or when it has no labels
   */
  public static OnnxClassifier open(Path folder) {
    OnnxClassifier classifier = new OnnxClassifier(OnnxModel.open(folder, OnnxModel.FILE));
    if (classifier.labels().isEmpty()) {
      classifier.close();
      throw new UserFailure(
          RecognitionError.EXPORT_FOLDER_INVALID,
          "The config.json of " + folder + " has no id2label.",
          "Name the folder of an exported classifier.");
    }
    return classifier;
  }

  /** The classes, in the order of the model's scores. */
  public List<String> labels() {
    return model.configuration().classificationHead().labels();
  }

  /**
   * Raw scores of one utterance, run in one piece, one a label.
   *
   * @param samples 16 kHz mono, full scale 1
   * @throws UserFailure {@code RECORDING_TOO_SHORT} when it is shorter than one frame
   */
  public float[] logits(float[] samples) {
    return model.run(model.level(Recording.of(samples)).applied(samples), OnnxExporter.OUTPUT);
  }

  /**
   * How likely a recording is of each class. One of more than half a minute is normalised as a
   * whole and cut into pieces of equal length, whose scores are averaged, as the model itself
   * averages over frames.
   *
   * @throws UserFailure {@code RECORDING_TOO_SHORT} when it is shorter than one frame, {@code
   *     AUDIO_SILENT} when there is nothing in it
   */
  public Classification classify(Recording recording) {
    Level level = model.level(recording);
    if (level.isSilent()) {
      throw Classification.ofSilence(recording.name());
    }
    Pieces pieces = new Pieces(level, piece -> model.run(piece, OnnxExporter.OUTPUT));
    recording.read(pieces);
    return Classification.of(pieces.mean(), labels(), level.length());
  }

  @Override
  public void close() {
    model.close();
  }
}
