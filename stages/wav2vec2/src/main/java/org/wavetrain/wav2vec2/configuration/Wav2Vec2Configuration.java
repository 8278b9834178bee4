package org.wavetrain.wav2vec2.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/**
 * Shape and training settings of a wav2vec 2.0 model: Hugging Face's {@code config.json} ({@code
 * Wav2Vec2Config}, same names and defaults), grouped by what they are about.
 *
 * @param others fields that have no place here, kept as read and written back
 */
public record Wav2Vec2Configuration(
    FeatureEncoder featureEncoder,
    ContextNetwork contextNetwork,
    Dropouts dropouts,
    SpecAugment specAugment,
    Quantizer quantizer,
    CtcHead ctcHead,
    ClassificationHead classificationHead,
    EarlyExits earlyExits,
    Map<String, JsonNode> others) {
  /** What is to be done about fields that contradict each other. */
  static final String CORRECTION = "Correct these fields of config.json.";

  /**
   * @throws UserFailure {@code MODEL_CONFIGURATION_INVALID} that names everything that is wrong
   */
  public Wav2Vec2Configuration {
    others = Map.copyOf(others);
    refuse(
        "the configuration",
        ConfigurationRules.problems(
            featureEncoder,
            contextNetwork,
            dropouts,
            specAugment,
            quantizer,
            ctcHead,
            classificationHead,
            earlyExits),
        CORRECTION);
  }

  /** Reads {@code config.json}. */
  public static Wav2Vec2Configuration fromJson(Path file) {
    return ConfigurationJson.read(HuggingFaceJson.readObject(file), file.toString());
  }

  /** Reads the text of a {@code config.json}. */
  public static Wav2Vec2Configuration parse(String json) {
    return ConfigurationJson.read(HuggingFaceJson.parseObject(json, "config.json"), "config.json");
  }

  /** The text of {@code config.json}. */
  public String toJson() {
    return HuggingFaceJson.write(ConfigurationJson.write(this));
  }

  /** 4 blocks of 192, 32 to 128 channels, about 2 million parameters: quick start and tests. */
  public static Wav2Vec2Configuration nano() {
    return Presets.nano();
  }

  /** The shape of {@code base} with 4 blocks, about 38 million parameters. */
  public static Wav2Vec2Configuration small() {
    return Presets.base(4);
  }

  /** The shape of {@code base} with 8 blocks, about 66 million parameters. */
  public static Wav2Vec2Configuration medium() {
    return Presets.base(8);
  }

  /** The published base model: 12 blocks of 768, about 95 million parameters. */
  public static Wav2Vec2Configuration base() {
    return Presets.base(12);
  }

  /** The published large model (lv60): 24 blocks of 1024, layer norms throughout. */
  public static Wav2Vec2Configuration large() {
    return Presets.large();
  }

  /** Frames that {@code samples} samples at 16 kHz give. */
  public int frames(int samples) {
    return featureEncoder.frames(samples);
  }

  /** What the checkpoint is for, when {@code architectures} says so. */
  public Optional<Architecture> architecture() {
    String name = others.getOrDefault("architectures", HuggingFaceJson.object()).path(0).asText();
    for (Architecture architecture : Architecture.values()) {
      if (architecture.className().equals(name)) {
        return Optional.of(architecture);
      }
    }
    return Optional.empty();
  }

  public Wav2Vec2Configuration withArchitecture(Architecture architecture) {
    return withOther(
        "architectures", JsonNodeFactory.instance.arrayNode().add(architecture.className()));
  }

  /** Sets a field that has no place here. */
  public Wav2Vec2Configuration withOther(String name, JsonNode value) {
    Map<String, JsonNode> changed = new TreeMap<>(others);
    changed.put(name, value);
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        specAugment,
        quantizer,
        ctcHead,
        classificationHead,
        earlyExits,
        changed);
  }

  /** The same with only the first so many transformer layers, and without early exits. */
  public Wav2Vec2Configuration withFirstLayers(int layers) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork.withLayers(layers),
        dropouts,
        specAugment,
        quantizer,
        ctcHead,
        classificationHead,
        EarlyExits.NONE,
        others);
  }

  public Wav2Vec2Configuration withDropouts(Dropouts changed) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        changed,
        specAugment,
        quantizer,
        ctcHead,
        classificationHead,
        earlyExits,
        others);
  }

  public Wav2Vec2Configuration withSpecAugment(SpecAugment changed) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        changed,
        quantizer,
        ctcHead,
        classificationHead,
        earlyExits,
        others);
  }

  public Wav2Vec2Configuration withQuantizer(Quantizer changed) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        specAugment,
        changed,
        ctcHead,
        classificationHead,
        earlyExits,
        others);
  }

  public Wav2Vec2Configuration withCtcHead(CtcHead changed) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        specAugment,
        quantizer,
        changed,
        classificationHead,
        earlyExits,
        others);
  }

  public Wav2Vec2Configuration withClassificationHead(ClassificationHead changed) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        specAugment,
        quantizer,
        ctcHead,
        changed,
        earlyExits,
        others);
  }

  public Wav2Vec2Configuration withEarlyExits(EarlyExits changed) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        specAugment,
        quantizer,
        ctcHead,
        classificationHead,
        changed,
        others);
  }

  static void refuse(String source, List<String> problems, String remedy) {
    if (!problems.isEmpty()) {
      throw new UserFailure(
          ModelError.MODEL_CONFIGURATION_INVALID,
          source + ": " + String.join(" ", problems),
          remedy);
    }
  }
}
