package org.wavetrain.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The digest that a stored document has of itself: of its canonical JSON without the digest. So no
 * wrong bit in it is taken for what it says. Documents that are older than it have none.
 */
final class DocumentDigest {
  private static final String FIELD = "document_digest";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DocumentDigest() {}

  /** The document with its digest. */
  static ObjectNode added(ObjectNode document) throws JsonProcessingException {
    return document.deepCopy().put(FIELD, of(document).toString());
  }

  /**
   * The document without its digest, which is checked.
   *
   * @param objectKey where it was stored, to name it when it is damaged
   */
  static JsonNode checked(JsonNode document, String objectKey) throws JsonProcessingException {
    if (!(document instanceof ObjectNode object) || !object.has(FIELD)) {
      return document;
    }
    ObjectNode rest = object.deepCopy();
    JsonNode told = rest.remove(FIELD);
    if (!told.asText().equals(of(rest).toString())) {
      throw Corruption.of(objectKey, "does not have the digest that it tells of itself");
    }
    return rest;
  }

  private static Sha256 of(ObjectNode document) throws JsonProcessingException {
    // As maps, whose keys are sorted: a node's are not.
    return Sha256.of(CanonicalJson.of(MAPPER.treeToValue(document, Object.class)));
  }
}
