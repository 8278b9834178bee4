package org.wavetrain.wav2vec2.format;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * A model as Hugging Face's {@code transformers} stores it: {@code config.json}, {@code
 * model.safetensors} and {@code preprocessor_config.json}, and for a model that transcribes {@code
 * vocab.json}, {@code tokenizer_config.json} and {@code special_tokens_map.json}. Heads of early
 * exits, which {@code transformers} does not know and would warn of, are in {@code
 * early_exits.safetensors}.
 *
 * @param tensors by Hugging Face's names, weight norms spelled as by {@link TensorNames}
 * @param vocabulary what the model writes, when it transcribes
 */
public record ModelFolder(
    Wav2Vec2Configuration configuration,
    Map<String, Tensor> tensors,
    FeatureExtractor featureExtractor,
    Optional<Vocabulary> vocabulary) {
  private static final String CONFIGURATION = "config.json";
  private static final String TENSORS = "model.safetensors";
  private static final String EXIT_TENSORS = "early_exits.safetensors";
  private static final String FEATURE_EXTRACTOR = "preprocessor_config.json";
  private static final String VOCABULARY = "vocab.json";

  /**
   * Opens a folder; tensors stay on disk until they are used, see {@link SafeTensors#read}. The
   * tensors may be spread over several files with an index.
   *
   * @throws UserFailure {@code MODEL_INCOMPLETE} when a file is missing, {@code MODEL_PICKLED} when
   *     the tensors are there as a pickle only, and what the readers of the single files throw
   */
  public static ModelFolder read(Path directory) {
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.fromJson(required(directory, CONFIGURATION));
    Map<String, Tensor> tensors = tensors(directory);
    Path vocabulary = directory.resolve(VOCABULARY);
    return new ModelFolder(
        configuration,
        TensorNames.canonical(tensors),
        FeatureExtractor.fromJson(required(directory, FEATURE_EXTRACTOR)),
        Files.exists(vocabulary) ? Optional.of(Vocabulary.fromJson(vocabulary)) : Optional.empty());
  }

  private static Map<String, Tensor> tensors(Path directory) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(trunkAndHead(directory));
    Path exits = directory.resolve(EXIT_TENSORS);
    if (Files.exists(exits)) {
      tensors.putAll(SafeTensors.read(exits));
    }
    return tensors;
  }

  private static Map<String, Tensor> trunkAndHead(Path directory) {
    Path index = directory.resolve(TENSORS + ".index.json");
    if (Files.exists(index)) {
      return ShardIndex.read(index);
    }
    Path single = directory.resolve(TENSORS);
    if (!Files.exists(single)) {
      PickledWeights.refuse(directory, single);
    }
    return SafeTensors.read(required(directory, TENSORS));
  }

  /** Writes the folder, which is created when it does not exist. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Wav2Vec2Configuration written =
        configuration.withOther("torch_dtype", TextNode.valueOf("float32"));
    if (vocabulary.isPresent()) {
      Tokenizer tokenizer = new Tokenizer(vocabulary.get());
      Files.writeString(directory.resolve(VOCABULARY), vocabulary.get().toJson());
      Files.writeString(directory.resolve("tokenizer_config.json"), tokenizer.configuration());
      Files.writeString(directory.resolve("special_tokens_map.json"), tokenizer.specialTokens());
      written = withToken(written, "bos_token_id", vocabulary.get().special().begin());
      written = withToken(written, "eos_token_id", vocabulary.get().special().end());
    }
    Files.writeString(directory.resolve(CONFIGURATION), written.toJson());
    Files.writeString(directory.resolve(FEATURE_EXTRACTOR), featureExtractor.toJson());
    SafeTensors.write(directory.resolve(TENSORS), tensors(name -> !TensorNames.isOfExit(name)));
    Map<String, Tensor> exits = tensors(TensorNames::isOfExit);
    if (exits.isEmpty()) {
      Files.deleteIfExists(directory.resolve(EXIT_TENSORS));
    } else {
      SafeTensors.write(directory.resolve(EXIT_TENSORS), exits);
    }
  }

  private Map<String, Tensor> tensors(Predicate<String> wanted) {
    Map<String, Tensor> chosen = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (wanted.test(name)) {
            chosen.put(name, tensor);
          }
        });
    return chosen;
  }

  private Wav2Vec2Configuration withToken(
      Wav2Vec2Configuration changed, String field, String token) {
    int identifier = vocabulary.orElseThrow().tokens().indexOf(token);
    return changed.withOther(
        field, identifier < 0 ? NullNode.getInstance() : IntNode.valueOf(identifier));
  }

  private static Path required(Path directory, String name) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      throw new UserFailure(
          ModelError.MODEL_INCOMPLETE,
          "The model folder " + directory + " has no " + name + ".",
          "Take all files of the model as its publisher wrote them.");
    }
    return file;
  }
}
