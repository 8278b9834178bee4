package org.wavetrain.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.tracking.ModelVersion;

/**
 * A model that can be used.
 *
 * @param folder of its files
 * @param version empty for a folder that the registry does not know
 * @param digest of its content; empty for such a folder
 */
record FoundModel(Path folder, Optional<ModelVersion> version, Optional<Sha256> digest) {
  /** Adds what it is called. */
  void describe(ObjectNode object) {
    object.put("model", version.map(ModelVersion::model).orElse(folder.toString()));
    version.ifPresent(known -> object.put("version", known.version()));
    digest.ifPresent(known -> object.put("digest", known.toString()));
  }
}
