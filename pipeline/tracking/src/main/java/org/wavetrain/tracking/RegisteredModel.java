package org.wavetrain.tracking;

import java.util.Map;

/**
 * A model of the registry.
 *
 * @param aliases the versions that they point to, by alias
 */
public record RegisteredModel(String name, Map<String, Integer> aliases) {
  public RegisteredModel {
    aliases = Map.copyOf(aliases);
  }
}
