package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DocumentDigestTest {
  private static final String FIELD = "document_digest";

  private final ObjectNode document =
      new ObjectMapper().createObjectNode().put("step", 7).put("elapsed_seconds", 1.5);

  @Test
  void theDigestIsThatOfTheCanonicalJson() throws IOException {
    assertThat(DocumentDigest.added(document).path(FIELD).asText())
        .isEqualTo(Sha256.of("{\"elapsed_seconds\":1.5,\"step\":7}").toString());
  }

  @Test
  void whatIsWholeIsReadWithoutIt() throws IOException {
    assertThat(DocumentDigest.checked(DocumentDigest.added(document), "key")).isEqualTo(document);
  }

  @Test
  void whatIsAnotherIsRefused() throws IOException {
    ObjectNode spoiled = DocumentDigest.added(document).put("step", 8);

    assertThatThrownBy(() -> DocumentDigest.checked(spoiled, "key"))
        .hasMessage(
            "The stored object key is damaged: it does not have the digest that it tells of"
                + " itself.");
  }

  @Test
  void whatIsOlderHasNone() throws IOException {
    assertThat(DocumentDigest.checked(document, "key")).isEqualTo(document);
  }
}
