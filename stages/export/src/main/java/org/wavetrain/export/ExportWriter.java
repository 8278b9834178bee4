package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.OnnxFile;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * Writes models in the layout of Hugging Face's {@code transformers} and of transformers.js.
 *
 * @param exits where the scores of early exits go
 * @param integers whether there are 8-bit files too
 */
record ExportWriter(ExitFiles exits, Integers integers) {
  /**
   * Writes a model that transcribes.
   *
   * @param folder made if it does not exist
   * @throws UserFailure {@code EXPORT_CHECKPOINT_UNSUITABLE} when it has no vocabulary, {@code
   *     MODEL_VOCABULARY_INVALID} when its files do not agree on the blank
   */
  void writeTranscriber(ModelFolder model, Path folder) throws IOException {
    if (model.vocabulary().isEmpty()) {
      throw CheckpointFiles.unsuitable("The transcriber has no vocab.json.");
    }
    model.vocabulary().get().requireBlank(model.configuration().ctcHead().blank());
    write(model, Architecture.CTC, folder);
    Files.writeString(folder.resolve("tokens.txt"), TokenList.of(model.vocabulary().get()));
    for (TranscriberFile file : TranscriberFile.of(model.configuration(), exits)) {
      for (LinearPrecision precision : precisions()) {
        file.write(folder, model, precision);
      }
    }
  }

  /**
   * Writes a model that classifies.
   *
   * @param folder made if it does not exist
   * @throws UserFailure {@code EXPORT_CHECKPOINT_UNSUITABLE} when its classes have no names
   */
  void writeClassifier(ModelFolder model, Path folder) throws IOException {
    if (model.configuration().classificationHead().labels().isEmpty()) {
      throw CheckpointFiles.unsuitable("The classifier's config.json has no id2label.");
    }
    write(model, Architecture.CLASSIFICATION, folder);
    for (LinearPrecision precision : precisions()) {
      OnnxExporter.writeClassification(
          folder.resolve(OnnxFile.path(OnnxFile.MODEL, precision)), model, precision);
    }
  }

  private List<LinearPrecision> precisions() {
    List<LinearPrecision> precisions = new ArrayList<>(List.of(LinearPrecision.FLOAT32));
    integers.precision().ifPresent(precisions::add);
    return precisions;
  }

  /**
   * The tensors that {@code transformers} makes room for: a mask vector only if frames or channels
   * are masked in training.
   */
  private static Map<String, Tensor> known(ModelFolder model) {
    SpecAugment masking = model.configuration().specAugment();
    Map<String, Tensor> tensors = new LinkedHashMap<>(model.tensors());
    if (masking.timeProbability() == 0 && masking.featureProbability() == 0) {
      tensors.remove(TensorNames.MASK_VECTOR);
    }
    return tensors;
  }

  private static void write(ModelFolder model, Architecture architecture, Path folder)
      throws IOException {
    new ModelFolder(
            model.configuration().withArchitecture(architecture),
            known(model),
            model.featureExtractor(),
            model.vocabulary())
        .write(folder);
    Files.createDirectories(folder.resolve(OnnxFile.FOLDER));
  }
}
