package org.wavetrain.export;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.recognition.OnnxFile;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * The section of a model card on how to use the transcriber, and how far its forms agree.
 *
 * @param classifier the model below {@code classifier/}
 * @param writer what wrote it
 * @param integerAccuracy empty when there is no 8-bit file or no transcript to test it with
 */
record ModelUse(
    ModelFolder model,
    Optional<ModelFolder> classifier,
    ExportWriter writer,
    Parity parity,
    Optional<IntegerAccuracy> integerAccuracy) {
  private static final String CLASSIFICATION =
      """
      `classifier/` holds the second model in the same layout; its `logits` are [batch_size,
      labels]:

      ```sh
      ./wavetrain classify --model folder recording.wav
      ```

      ```python
      from transformers import Wav2Vec2FeatureExtractor, Wav2Vec2ForSequenceClassification

      extractor = Wav2Vec2FeatureExtractor.from_pretrained(f"{folder}/classifier")
      classifier = Wav2Vec2ForSequenceClassification.from_pretrained(f"{folder}/classifier")
      inputs = extractor(samples, sampling_rate=16000, return_tensors="pt")
      label = classifier.config.id2label[int(classifier(**inputs).logits.argmax(-1))]
      ```

      """;

  /** Markdown. */
  String text() {
    return """
    ## Use

    With Wavetrain, from the folder that it was fetched into; `folder` is the one that this file is
    in:

    ```sh
    ./wavetrain transcribe --model folder recording.wav
    ```

    With Hugging Face `transformers`, where `samples` are floats at 16 kHz:

    ```python
    from transformers import Wav2Vec2ForCTC, Wav2Vec2Processor

    processor = Wav2Vec2Processor.from_pretrained(folder)
    model = Wav2Vec2ForCTC.from_pretrained(folder)
    inputs = processor(samples, sampling_rate=16000, return_tensors="pt")
    text = processor.batch_decode(model(**inputs).logits.argmax(-1))[0]
    ```

    With ONNX Runtime:

    ```python
    import onnxruntime
    from transformers import Wav2Vec2Processor

    processor = Wav2Vec2Processor.from_pretrained(folder)
    session = onnxruntime.InferenceSession(f"{folder}/onnx/model.onnx")
    inputs = processor(samples, sampling_rate=16000, return_tensors="np").input_values
    scores = session.run(["logits"], {"input_values": inputs})[0]
    text = processor.batch_decode(scores.argmax(-1))[0]
    ```

    `onnx/model.onnx` takes `input_values`, float [batch_size, sequence_length], normalised as
    `preprocessor_config.json` says, and gives `logits`, raw scores [batch_size, frames,
    vocabulary]. It has no mask for padding: recordings of different lengths belong in different
    calls. ONNX Runtime and the training engine were compared on %d recordings: their scores
    differ by at most %s.

    """
            .formatted(
                parity.utterances(), String.format(Locale.ROOT, "%.1e", parity.maximumDifference()))
        + earlyExits()
        + integers()
        + sherpa()
        + classifier.map(some -> CLASSIFICATION).orElse("");
  }

  private String earlyExits() {
    int last = model.configuration().contextNetwork().layers();
    List<Integer> early =
        model.configuration().earlyExits().layers().stream().filter(layer -> layer < last).toList();
    if (early.isEmpty()) {
      return "";
    }
    String sentence =
        writer.exits() == ExitFiles.TOGETHER
            ? "It also gives %s, the scores of the early exits".formatted(list(early, true))
            : "Beside it, %s end with the early exits".formatted(list(early, false));
    return sentence + "; `transformers` computes only the scores after the last block.\n\n";
  }

  private static String list(List<Integer> layers, boolean outputs) {
    return layers.stream()
        .map(
            layer ->
                outputs
                    ? OnnxExporter.exitOutput(layer)
                    : OnnxFile.path(OnnxFile.exit(layer), LinearPrecision.FLOAT32))
        .map(name -> "`" + name + "`")
        .collect(Collectors.joining(", "));
  }

  private String integers() {
    if (writer.integers() == Integers.NONE) {
      return "";
    }
    String bits =
        writer.integers() == Integers.PORTABLE
            ? "weights of 7 bits, so that every processor computes the same"
            : "weights of 8 bits; on processors without VNNI or its like, sums of products can be"
                + " cut off";
    return "`onnx/model_quantized.onnx` computes the linear layers of the transformer in 8 bits (%s). %s\n\n"
        .formatted(
            bits,
            integerAccuracy
                .map(ModelUse::comparison)
                .orElse("It was not tested: no recording of the test split has a text."));
  }

  private static String comparison(IntegerAccuracy accuracy) {
    return String.format(
        Locale.ROOT,
        "On %d recordings of the test split (%d words) its word error rate is %.2f %%, that of"
            + " `onnx/model.onnx` %.2f %%%s.",
        accuracy.utterances(),
        accuracy.words(),
        100 * accuracy.integerWer(),
        100 * accuracy.wer(),
        accuracy.tolerable()
            ? ""
            : ": more than %s points apart, so prefer the latter"
                .formatted(IntegerAccuracy.TOLERANCE_POINTS));
  }

  private String sherpa() {
    String symbols = "`tokens.txt` lists the symbols, the blank as `<blk>`.";
    boolean suitable =
        model.vocabulary().orElseThrow().blank() == 0 && model.featureExtractor().normalise();
    return suitable
        ? symbols
            + " With it sherpa-onnx reads the ONNX files as they are:"
            + " `OfflineRecognizer.from_omnilingual_asr_ctc(model=…, tokens=…)`.\n\n"
        : symbols + "\n\n";
  }
}
