package org.wavetrain.wav2vec2.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/**
 * How a model wants its input: {@code preprocessor_config.json}. It is stored with every model and
 * never inferred, since models of one shape differ in it.
 *
 * @param normalise whether each waveform is brought to mean 0 and variance 1
 * @param attentionMask whether the model was trained with padding masked
 * @param sampleRateHz samples a second
 */
public record FeatureExtractor(boolean normalise, boolean attentionMask, int sampleRateHz) {
  /** The file that has nothing else. */
  static final String FILE = "preprocessor_config.json";

  /** Where {@code transformers} 5 has it as one of a processor's parts. */
  private static final String PROCESSOR_FILE = "processor_config.json";

  private static final String PART = "feature_extractor";

  /** What wav2vec 2.0 takes. */
  public static final int SAMPLE_RATE_HZ = 16_000;

  /** Normalised input at 16 kHz. */
  public static FeatureExtractor normalising(boolean attentionMask) {
    return new FeatureExtractor(true, attentionMask, SAMPLE_RATE_HZ);
  }

  /**
   * Reads a model's, from {@code preprocessor_config.json} or, where that is not there, from the
   * object {@code feature_extractor} of {@code processor_config.json}, which the processors of
   * {@code transformers} 5 are saved as.
   *
   * @throws UserFailure {@code MODEL_INCOMPLETE} when neither is there, and what {@link #fromJson}
   *     throws
   */
  static FeatureExtractor read(ModelFiles files) {
    Path processor = files.directory().resolve(PROCESSOR_FILE);
    if (!Files.exists(files.directory().resolve(FILE))
        && Files.exists(processor)
        && HuggingFaceJson.readObject(processor).get(PART) instanceof ObjectNode part) {
      return of(part, processor);
    }
    return fromJson(files.required(FILE, ", nor a " + PROCESSOR_FILE + " with a " + PART));
  }

  /**
   * Reads {@code preprocessor_config.json}.
   *
   * @throws UserFailure when it does not say how input is normalised, or asks for another rate than
   *     16 kHz
   */
  public static FeatureExtractor fromJson(Path file) {
    return of(HuggingFaceJson.readObject(file), file);
  }

  private static FeatureExtractor of(ObjectNode json, Path file) {
    JsonNode normalise = json.path("do_normalize");
    int sampleRateHz = json.path("sampling_rate").asInt();
    if (!normalise.isBoolean()) {
      throw invalid(file, "do_normalize is " + normalise + ", which must be true or false");
    }
    if (sampleRateHz != SAMPLE_RATE_HZ) {
      throw invalid(
          file, "sampling_rate is " + sampleRateHz + ", of which only 16000 is supported");
    }
    return new FeatureExtractor(
        normalise.booleanValue(),
        json.path("return_attention_mask").asBoolean(false),
        sampleRateHz);
  }

  /** The text of {@code preprocessor_config.json}. */
  public String toJson() {
    return HuggingFaceJson.write(
        HuggingFaceJson.object()
            .put("do_normalize", normalise)
            .put("feature_extractor_type", "Wav2Vec2FeatureExtractor")
            .put("feature_size", 1)
            .put("padding_side", "right")
            .put("padding_value", 0.0)
            .put("return_attention_mask", attentionMask)
            .put("sampling_rate", sampleRateHz));
  }

  private static UserFailure invalid(Path file, String problem) {
    return new UserFailure(
        ModelError.MODEL_CONFIGURATION_INVALID,
        "In " + file + " " + problem + ".",
        "Take the file as the model's publisher wrote it.");
  }
}
