package org.wavetrain.recognition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Transcribes several recordings at once with an exported model; each has the scores that it has
 * alone. Owns the runtime's native memory.
 */
public final class BatchTranscriber implements AutoCloseable {
  private final PaddedSession session;
  private final Wav2Vec2Configuration configuration;
  private final boolean normalise;
  private final Vocabulary vocabulary;
  private final int layer;

  private BatchTranscriber(
      PaddedSession session, ModelFolder model, Vocabulary vocabulary, int layer) {
    this.session = session;
    this.configuration = model.configuration();
    this.normalise = model.featureExtractor().normalise();
    this.vocabulary = vocabulary;
    this.layer = layer;
  }

  /**
   * Opens the folder of an exported transcriber.
   *
   * @param exit the layer after which it is left, and no later one computed; the last if empty
   * @throws UserFailure when a file of it is missing or damaged, or it has no such exit
   */
  public static BatchTranscriber open(Path folder, OptionalInt exit) {
    ModelFolder model = ModelFolder.readComplete(folder);
    Vocabulary vocabulary =
        model
            .vocabulary()
            .orElseThrow(
                () ->
                    new UserFailure(
                        RecognitionError.EXPORT_FOLDER_INVALID,
                        "The folder " + folder + " has no vocab.json.",
                        "Name the folder of an exported model that transcribes."));
    int last = model.configuration().contextNetwork().layers();
    int layer = exit.orElse(last);
    List<Integer> layers = CtcOptions.of(model.configuration()).exits();
    if (layer != last && !layers.contains(layer)) {
      throw new UserFailure(
          RecognitionError.EXPORT_EXIT_UNKNOWN,
          "The exported model cannot be left after layer %d: it has exits only after the layers %s."
              .formatted(layer, layers),
          "Name one of the model's exits.");
    }
    PaddedSession session =
        PaddedSession.open(model, file -> OnnxExporter.writePaddableExit(file, model, layer));
    return new BatchTranscriber(session, model, vocabulary, layer);
  }

  /** What it writes. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * The scores of each recording. One of more than half a minute is run by itself, in windows that
   * overlap; of a silent one there are none.
   *
   * @param recordings samples of each, 16 kHz mono, full scale 1; a frame at least
   * @param between is run before each window; what it throws ends the work
   */
  public List<FrameScores> scores(List<float[]> recordings, Runnable between) {
    FeatureEncoder encoder = configuration.featureEncoder();
    Windows windows = Windows.thirtySeconds(encoder);
    List<Level> levels =
        recordings.stream().map(samples -> Level.of(Recording.of(samples), normalise)).toList();
    levels.forEach(level -> level.requireFrame("A recording", encoder));
    List<float[]> together = new ArrayList<>();
    for (int index = 0; index < levels.size(); index++) {
      Level level = levels.get(index);
      if (!level.isSilent() && level.samples() <= windows.samples()) {
        together.add(level.applied(recordings.get(index)));
      }
    }
    Iterator<float[]> values =
        (together.isEmpty() ? List.<float[]>of() : values(together)).iterator();
    List<FrameScores> scores = new ArrayList<>();
    for (int index = 0; index < levels.size(); index++) {
      Level level = levels.get(index);
      if (level.isSilent()) {
        scores.add(FrameScores.ofSilence(rows(), layer, encoder.stride(), level.length()));
        continue;
      }
      float[] own =
          level.samples() <= windows.samples()
              ? values.next()
              : windows.scores(
                  Recording.of(recordings.get(index)),
                  level,
                  rows(),
                  window -> {
                    between.run();
                    return values(List.of(window)).get(0);
                  });
      scores.add(new FrameScores(own, rows(), layer, encoder.stride(), level.length()));
    }
    return scores;
  }

  private List<float[]> values(List<float[]> recordings) {
    float[] all = session.run(recordings);
    int padded = session.frames(recordings) * rows();
    List<float[]> values = new ArrayList<>();
    for (int row = 0; row < recordings.size(); row++) {
      int own = configuration.featureEncoder().frames(recordings.get(row).length) * rows();
      values.add(Arrays.copyOfRange(all, row * padded, row * padded + own));
    }
    return values;
  }

  private int rows() {
    return configuration.ctcHead().vocabularySize();
  }

  @Override
  public void close() {
    session.close();
  }
}
