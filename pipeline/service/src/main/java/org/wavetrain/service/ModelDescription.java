package org.wavetrain.service;

/**
 * What a model is called.
 *
 * @param name of the registered model, or its folder
 * @param version of it; empty for a folder
 * @param digest of its content; empty for a folder
 */
public record ModelDescription(String name, String version, String digest) {
  @Override
  public String toString() {
    return version.isEmpty() ? name : name + "/" + version;
  }
}
