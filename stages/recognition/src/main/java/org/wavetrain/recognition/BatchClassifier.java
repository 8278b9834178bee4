package org.wavetrain.recognition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * Classifies several recordings at once with an exported model; each has the scores that it has
 * alone. Owns the runtime's native memory.
 */
public final class BatchClassifier implements AutoCloseable {
  private final PaddedSession session;
  private final ModelFolder model;

  private BatchClassifier(PaddedSession session, ModelFolder model) {
    this.session = session;
    this.model = model;
  }

  /**
   * Opens the folder of an exported classifier, such as {@code classifier/} of an export.
   *
   * @throws UserFailure when a file of it is missing or damaged, or when it has no labels
   */
  public static BatchClassifier open(Path folder) {
    ModelFolder model = ModelFolder.readComplete(folder);
    if (model.configuration().classificationHead().labels().isEmpty()) {
      throw new UserFailure(
          RecognitionError.EXPORT_FOLDER_INVALID,
          "The config.json of " + folder + " has no id2label.",
          "Name the folder of an exported classifier.");
    }
    return new BatchClassifier(
        PaddedSession.open(model, file -> OnnxExporter.writePaddableClassification(file, model)),
        model);
  }

  /**
   * How likely each recording is of each class. One of more than half a minute is cut into pieces,
   * as by {@link OnnxClassifier#classify}.
   *
   * @param recordings samples of each, 16 kHz mono, full scale 1; a frame at least
   * @param between is run before each piece; what it throws ends the work
   * @return for each; empty for a silent one
   * @throws UserFailure {@code RECORDING_TOO_SHORT}
   */
  public List<Optional<Classification>> classify(List<float[]> recordings, Runnable between) {
    List<Level> levels =
        recordings.stream()
            .map(samples -> Level.of(Recording.of(samples), model.featureExtractor().normalise()))
            .toList();
    levels.forEach(
        level -> level.requireFrame("A recording", model.configuration().featureEncoder()));
    List<float[]> together = new ArrayList<>();
    for (int index = 0; index < levels.size(); index++) {
      if (isShort(levels.get(index)) && !levels.get(index).isSilent()) {
        together.add(levels.get(index).applied(recordings.get(index)));
      }
    }
    Iterator<float[]> scores =
        (together.isEmpty() ? List.<float[]>of() : scores(together)).iterator();
    List<Optional<Classification>> found = new ArrayList<>();
    for (int index = 0; index < levels.size(); index++) {
      Level level = levels.get(index);
      if (level.isSilent()) {
        found.add(Optional.empty());
        continue;
      }
      double[] own =
          isShort(level) ? doubles(scores.next()) : inPieces(recordings.get(index), level, between);
      found.add(
          Optional.of(
              Classification.of(
                  own, model.configuration().classificationHead().labels(), level.length())));
    }
    return found;
  }

  private static boolean isShort(Level level) {
    return level.samples() <= Pieces.LONGEST_SAMPLES;
  }

  private double[] inPieces(float[] samples, Level level, Runnable between) {
    Pieces pieces =
        new Pieces(
            level,
            piece -> {
              between.run();
              return scores(List.of(piece)).get(0);
            });
    Recording.of(samples).read(pieces);
    return pieces.mean();
  }

  private List<float[]> scores(List<float[]> recordings) {
    float[] all = session.run(recordings);
    int labels = all.length / recordings.size();
    return IntStream.range(0, recordings.size())
        .mapToObj(row -> Arrays.copyOfRange(all, row * labels, (row + 1) * labels))
        .toList();
  }

  private static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    Arrays.setAll(doubles, index -> numbers[index]);
    return doubles;
  }

  @Override
  public void close() {
    session.close();
  }
}
