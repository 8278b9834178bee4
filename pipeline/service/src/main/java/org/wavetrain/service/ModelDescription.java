package org.wavetrain.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a model is called.
 *
 * @param name of the registered model, or its folder
 * @param version of it; empty for a folder
 * @param digest of its content; empty for a folder
 */
public record ModelDescription(String name, Optional<Integer> version, Optional<String> digest) {
  /** Adds {@code model}, and {@code version} and {@code digest} where they are known. */
  public ObjectNode describe(ObjectNode object) {
    object.put("model", name);
    version.ifPresent(known -> object.put("version", known));
    digest.ifPresent(known -> object.put("digest", known));
    return object;
  }

  @Override
  public String toString() {
    return version.map(known -> name + "/" + known).orElse(name);
  }
}
