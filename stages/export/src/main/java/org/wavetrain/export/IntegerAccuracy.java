package org.wavetrain.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.corpus.Split;
import org.wavetrain.recognition.OnnxFile;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.training.metrics.WordErrorRate;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;

/**
 * How an exported transcriber errs in 8 bits and in 32, both in ONNX Runtime, each recording alone,
 * by the best symbol of each frame.
 *
 * @param utterances recordings that both transcribed
 * @param words of their transcripts
 * @param wer word error rate in 32 bits, a fraction
 * @param integerWer word error rate in 8 bits
 */
record IntegerAccuracy(int utterances, long words, double wer, double integerWer) {
  /** How far the two word error rates may be apart, in percentage points. */
  static final double TOLERANCE_POINTS = 0.5;

  /**
   * Transcribes recordings of the test split with both.
   *
   * @param count at most so many recordings
   * @return empty when none of them has a transcript
   */
  static Optional<IntegerAccuracy> measure(
      TestRecordings recordings, int count, Path folder, LinearPrecision precision)
      throws IOException {
    WordErrorRate floats = new WordErrorRate();
    WordErrorRate integers = new WordErrorRate();
    int[] utterances = {0};
    try (OnnxTranscriber whole = OnnxTranscriber.open(folder);
        OnnxTranscriber rounded =
            OnnxTranscriber.open(folder, OnnxFile.path(OnnxFile.MODEL, precision))) {
      recordings.forEach(
          count,
          utterance -> utterance.split() == Split.TEST && utterance.text().isPresent(),
          (utterance, samples) -> {
            String text = utterance.text().orElseThrow();
            floats.add(text, whole.transcribe(samples));
            integers.add(text, rounded.transcribe(samples));
            utterances[0]++;
          });
    }
    return utterances[0] == 0
        ? Optional.empty()
        : Optional.of(
            new IntegerAccuracy(
                utterances[0], floats.counts().referenceLength(), floats.rate(), integers.rate()));
  }

  /** How much greater the word error rate in 8 bits is, in percentage points. */
  double differencePoints() {
    return 100 * (integerWer - wer);
  }

  boolean tolerable() {
    return Math.abs(differencePoints()) <= TOLERANCE_POINTS;
  }

  /** The text of {@code quantization.json}. */
  String toJson() {
    ObjectNode json =
        HuggingFaceJson.object()
            .put("utterances", utterances)
            .put("words", words)
            .put("wer", wer)
            .put("int8_wer", integerWer)
            .put("difference_points", differencePoints())
            .put("tolerance_points", TOLERANCE_POINTS);
    return HuggingFaceJson.write(json);
  }
}
