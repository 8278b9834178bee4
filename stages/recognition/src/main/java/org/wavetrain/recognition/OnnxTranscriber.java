package org.wavetrain.recognition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.ExitRule;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Transcribes with an exported model, through ONNX Runtime alone. Owns the runtime's native memory;
 * several threads may share one.
 */
public final class OnnxTranscriber implements AutoCloseable {
  private final OnnxModel model;
  private final Vocabulary vocabulary;
  private final int lastLayer;

  /**
   * @param lastLayer the block after which the file gives its {@link OnnxExporter#OUTPUT}
   */
  private OnnxTranscriber(OnnxModel model, Vocabulary vocabulary, int lastLayer) {
    this.model = model;
    this.vocabulary = vocabulary;
    this.lastLayer = lastLayer;
  }

  /**
   * Opens the folder of an exported transcriber.
   *
   * @throws UserFailure when a file of it is missing or damaged, or another model's
   */
  public static OnnxTranscriber open(Path folder) {
    return open(folder, OnnxModel.FILE);
  }

  /**
   * Opens the folder of an exported transcriber to be read where a rule says: of one whose exits
   * are files of their own, the file that ends with the layer that is asked for.
   *
   * @throws UserFailure as {@link #open(Path)}
   */
  public static OnnxTranscriber open(Path folder, ExitRule rule) {
    if (rule instanceof AtLayer at) {
      String name = OnnxFile.path(OnnxFile.exit(at.layer()), LinearPrecision.FLOAT32);
      if (Files.isRegularFile(folder.resolve(name))) {
        return open(folder, name, OptionalInt.of(at.layer()));
      }
    }
    return open(folder);
  }

  /**
   * Opens one of the ONNX files of an exported transcriber.
   *
   * @param name relative to the folder
   */
  public static OnnxTranscriber open(Path folder, String name) {
    return open(folder, name, OptionalInt.empty());
  }

  /**
   * @param exit the layer that the file ends with, if it is not the model's last one
   */
  private static OnnxTranscriber open(Path folder, String name, OptionalInt exit) {
    Vocabulary vocabulary = Vocabulary.fromJson(ExportedFolder.require(folder, "vocab.json"));
    OnnxModel model = OnnxModel.open(folder, name);
    return new OnnxTranscriber(
        model, vocabulary, exit.orElse(model.configuration().contextNetwork().layers()));
  }

  /** What it writes. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * The text of one recording, by the best symbol of each frame.
   *
   * @param samples 16 kHz mono, full scale 1
   * @throws UserFailure {@code RECORDING_TOO_SHORT} when it is shorter than one frame
   */
  public String transcribe(float[] samples) {
    return text(scores(Recording.of(samples)));
  }

  /**
   * The text of one recording at the exit that a rule chooses for it.
   *
   * @param samples 16 kHz mono, full scale 1
   * @throws UserFailure as {@link #scores(Recording, ExitRule)}
   */
  public String transcribe(float[] samples, ExitRule rule) {
    return text(scores(Recording.of(samples), rule));
  }

  private String text(FrameScores scores) {
    return vocabulary.decodeGreedy(scores.values(), 0, scores.frames(), scores.rows());
  }

  /**
   * The scores of a recording after the last block of the file. One of more than half a minute is
   * run in windows that overlap, normalised as a whole. Of a silent one there are none.
   *
   * @throws UserFailure {@code RECORDING_TOO_SHORT} when it is shorter than one frame
   */
  public FrameScores scores(Recording recording) {
    return scores(recording, new AtLayer(lastLayer), List.of(lastLayer), windows());
  }

  /**
   * The scores of a recording at the exit that a rule chooses for it. ONNX Runtime computes all
   * layers of a file whichever outputs are asked for, so time is saved only where the layer that is
   * asked for has a file of its own.
   *
   * @throws UserFailure {@code RECORDING_TOO_SHORT}, or {@code EXPORT_EXIT_UNKNOWN} when the model
   *     has no exit that the rule looks at
   */
  public FrameScores scores(Recording recording, ExitRule rule) {
    return scores(recording, rule, exits(rule), windows());
  }

  private Windows windows() {
    return Windows.thirtySeconds(model.configuration().featureEncoder());
  }

  /** As the public one, with windows of another length. */
  FrameScores scores(Recording recording, Windows windows) {
    return scores(recording, new AtLayer(lastLayer), List.of(lastLayer), windows);
  }

  private FrameScores scores(
      Recording recording, ExitRule rule, List<Integer> layers, Windows windows) {
    List<String> outputs = layers.stream().map(this::output).toList();
    int rows = rows();
    int width = outputs.size() * rows;
    int stride = model.configuration().featureEncoder().stride();
    Level level = model.level(recording);
    if (level.isSilent()) {
      return FrameScores.ofSilence(rows, layers.get(0), stride, level.length());
    }
    float[] all =
        windows.scores(
            recording, level, width, window -> sideBySide(model.run(window, outputs), rows));
    for (int exit = 0; exit < layers.size(); exit++) {
      float[] scores = room(recording, all, width, exit * rows, rows);
      if (exit == layers.size() - 1 || rule.stops(scores, 0, scores.length / rows, rows)) {
        return new FrameScores(scores, rows, layers.get(exit), stride, level.length());
      }
    }
    throw new IllegalStateException("a rule looks at one exit at least");
  }

  /** As {@link #oneOf}, where there is memory for both. */
  private static float[] room(Recording recording, float[] all, int width, int column, int rows) {
    try {
      return oneOf(all, width, column, rows);
    } catch (OutOfMemoryError tooMany) {
      throw Windows.tooLong(recording.name(), all.length / width, width, tooMany);
    }
  }

  /** Of frames of some width, those scores from a column on. */
  private static float[] oneOf(float[] all, int width, int column, int rows) {
    if (width == rows) {
      return all;
    }
    float[] scores = new float[all.length / width * rows];
    for (int frame = 0; frame < all.length / width; frame++) {
      System.arraycopy(all, frame * width + column, scores, frame * rows, rows);
    }
    return scores;
  }

  /** The exits that a rule looks at, ascending. */
  private List<Integer> exits(ExitRule rule) {
    List<Integer> layers = CtcOptions.of(model.configuration()).exits();
    List<Integer> looked = layers.stream().filter(rule::looksAt).toList();
    if (looked.isEmpty()) {
      throw exitUnknown(
          "The exported model cannot be left %s: it has exits only after the layers %s."
              .formatted(asked(rule), layers));
    }
    List<Integer> missing = looked.stream().filter(layer -> !model.gives(output(layer))).toList();
    if (!missing.isEmpty()) {
      throw exitUnknown(
          "The exported model cannot be left %s: its file has no scores after the layers %s."
              .formatted(asked(rule), missing));
    }
    return looked;
  }

  private static String asked(ExitRule rule) {
    return rule instanceof AtLayer at
        ? "after layer " + at.layer()
        : "by its entropy of " + ((BelowEntropy) rule).threshold();
  }

  private String output(int layer) {
    return layer == lastLayer ? OnnxExporter.OUTPUT : OnnxExporter.exitOutput(layer);
  }

  private static UserFailure exitUnknown(String sentence) {
    return new UserFailure(
        RecognitionError.EXPORT_EXIT_UNKNOWN,
        sentence,
        "Name one of the model's exits; for an entropy, export it with exits: together.");
  }

  /** Scores of a frame: rows of the head, of which there may be more or fewer than tokens. */
  private int rows() {
    return model.configuration().ctcHead().vocabularySize();
  }

  /** Scores [frames, tokens] of each exit as [frames, exits · tokens]. */
  private static float[] sideBySide(float[][] exits, int tokens) {
    if (exits.length == 1) {
      return exits[0];
    }
    int frames = exits[0].length / tokens;
    float[] together = new float[frames * exits.length * tokens];
    for (int exit = 0; exit < exits.length; exit++) {
      for (int frame = 0; frame < frames; frame++) {
        System.arraycopy(
            exits[exit], frame * tokens, together, (frame * exits.length + exit) * tokens, tokens);
      }
    }
    return together;
  }

  /**
   * Raw scores of one utterance, run in one piece, row-major [frames, vocabulary].
   *
   * @param samples 16 kHz mono, full scale 1
   * @param output of the file
   */
  public float[] logits(float[] samples, String output) {
    return model.run(model.level(Recording.of(samples)).applied(samples), output);
  }

  @Override
  public void close() {
    model.close();
  }
}
