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
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * A model as Hugging Face's {@code transformers} stores it: {@code config.json}, {@code
 * model.safetensors} and {@code preprocessor_config.json} (or what {@code transformers} 5 writes in
 * its place, see {@link FeatureExtractor#read}), and for a model that transcribes {@code
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
  private static final String TENSORS = "model.safetensors";
  private static final String EXIT_TENSORS = "early_exits.safetensors";
  private static final String VOCABULARY = "vocab.json";

  /**
   * Opens a folder; tensors stay on disk until they are used, see {@link SafeTensors#read}. The
   * tensors may be spread over several files with an index.
   *
   * @throws UserFailure {@code MODEL_FOLDER_MISSING} when there is no such folder, {@code
   *     MODEL_INCOMPLETE} when a file is missing, {@code MODEL_PICKLED} when the tensors are there
   *     as a pickle only, {@code MODEL_TENSORS_MISMATCHED} when the trunk has tensors that {@code
   *     config.json} does not account for, and what the readers of the single files throw
   */
  public static ModelFolder read(Path directory) {
    ModelFiles files = ModelFiles.in(directory);
    Wav2Vec2Configuration configuration = Wav2Vec2Configuration.fromJson(files.configuration());
    Map<String, Tensor> tensors = TensorNames.canonical(tensors(files));
    TrunkTensors.of(configuration).requireNoOthers(directory, tensors.keySet());
    Path vocabulary = directory.resolve(VOCABULARY);
    return new ModelFolder(
        configuration,
        tensors,
        FeatureExtractor.read(files),
        Files.exists(vocabulary) ? Optional.of(Vocabulary.fromJson(vocabulary)) : Optional.empty());
  }

  /**
   * Opens a folder whose model is to be used as it is, as {@link #read} does.
   *
   * @throws UserFailure {@code MODEL_TENSORS_MISMATCHED} when its trunk is not complete, and what
   *     {@link #read} throws
   */
  public static ModelFolder readComplete(Path directory) {
    ModelFolder folder = read(directory);
    TrunkTensors.of(folder.configuration()).requireAll(directory, folder.tensors().keySet());
    return folder;
  }

  private static Map<String, Tensor> tensors(ModelFiles files) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(trunkAndHead(files));
    Path exits = files.directory().resolve(EXIT_TENSORS);
    if (Files.exists(exits)) {
      tensors.putAll(SafeTensors.read(exits));
    }
    return tensors;
  }

  private static Map<String, Tensor> trunkAndHead(ModelFiles files) {
    Path directory = files.directory();
    Path index = directory.resolve(TENSORS + ".index.json");
    if (Files.exists(index)) {
      return ShardIndex.read(index);
    }
    Path single = directory.resolve(TENSORS);
    if (!Files.exists(single)) {
      PickledWeights.refuse(directory, single);
    }
    return SafeTensors.read(files.required(TENSORS));
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
    Files.writeString(directory.resolve(ModelFiles.CONFIGURATION), written.toJson());
    Files.writeString(directory.resolve(FeatureExtractor.FILE), featureExtractor.toJson());
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
}
