package org.wavetrain.wav2vec2.format;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/** {@code model.safetensors.index.json}: which of several files holds which tensor. */
final class ShardIndex {
  private ShardIndex() {}

  static Map<String, Tensor> read(Path index) {
    Map<String, Map<String, Tensor>> shards = new HashMap<>();
    Map<String, Tensor> tensors = new TreeMap<>();
    HuggingFaceJson.readObject(index)
        .path("weight_map")
        .properties()
        .forEach(
            entry -> {
              String file = entry.getValue().asText();
              Tensor tensor =
                  shards
                      .computeIfAbsent(file, name -> SafeTensors.read(shard(index, name)))
                      .get(entry.getKey());
              if (tensor == null) {
                throw invalid(index, file + " has no tensor " + entry.getKey());
              }
              tensors.put(entry.getKey(), tensor);
            });
    return tensors;
  }

  private static Path shard(Path index, String name) {
    try {
      Path shard = index.resolveSibling(name);
      if (!name.isEmpty() && index.getParent().equals(shard.getParent())) {
        return shard;
      }
    } catch (InvalidPathException noName) {
      // It is said below.
    }
    throw invalid(index, "'" + name + "' is no file beside the index");
  }

  private static UserFailure invalid(Path index, String problem) {
    return new UserFailure(
        ModelError.MODEL_TENSORS_INVALID,
        index + " cannot be followed: " + problem + ".",
        "Take all files of the model as its publisher wrote them.");
  }
}
