package org.wavetrain.artifacts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One file of an artifact.
 *
 * @param path relative, with forward slashes, without {@code .} or {@code ..}
 * @param sizeBytes its size
 * @param sha256 digest of its bytes
 * @param circumstances whether it tells how the artifact came about, as {@code README.md} alone
 *     may: it is not part of the content digest then, since it may differ from one making to the
 *     next
 */
public record ManifestFile(
    String path,
    long sizeBytes,
    Sha256 sha256,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean circumstances) {
  private static final String CIRCUMSTANCES = "circumstances";

  /** The one file that may tell of circumstances: no other escapes the content digest. */
  private static final String CARD = "README.md";

  public ManifestFile {
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("no file has a size of " + sizeBytes + " bytes");
    }
    if (circumstances && !path.equals(CARD)) {
      throw new IllegalArgumentException(
          "only " + CARD + " may tell how an artifact came about, not " + path);
    }
  }

  /** A file that follows from what the artifact was made from. */
  public ManifestFile(String path, long sizeBytes, Sha256 sha256) {
    this(path, sizeBytes, sha256, false);
  }

  /**
   * Fills in what is left out of a document's files where it is false, as it is in all documents
   * that are older than it.
   */
  static JsonNode complete(JsonNode document) {
    for (JsonNode file : document.path("files")) {
      if (file instanceof ObjectNode object && !object.has(CIRCUMSTANCES)) {
        object.put(CIRCUMSTANCES, false);
      }
    }
    return document;
  }
}
