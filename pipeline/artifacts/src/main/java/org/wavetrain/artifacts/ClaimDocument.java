package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The stored form of a claim.
 *
 * @param holder identifies one taking of the claim, whoever took it
 * @param owner see {@link ClaimSettings#owner}; empty text for none
 * @param place machine and process, for people
 * @param lifetimeSeconds how long after its last renewal the claim is valid
 * @param renewals how often it was renewed, so that no two versions are equal
 * @param since when it was taken, by the holder's clock, as {@code 2026-01-31T10:00:00Z}; empty
 *     text in claims of older programs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ClaimDocument(
    String holder, String owner, String place, long lifetimeSeconds, long renewals, String since) {
  /**
   * What stands in place of a claim that was given back. It is no claim, to programs of any
   * version: whoever comes next replaces it at once.
   */
  static final byte[] GIVEN_BACK = "{\"given_back\":true}".getBytes(UTF_8);

  private static final String SINCE = "since";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  ClaimDocument renewed() {
    return new ClaimDocument(holder, owner, place, lifetimeSeconds, renewals + 1, since);
  }

  ClaimHolder forPeople() {
    try {
      return new ClaimHolder(
          place, since.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(since)));
    } catch (DateTimeParseException unknown) {
      return new ClaimHolder(place, Optional.empty());
    }
  }

  byte[] toJson() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Reads a claim; empty for what is none, which nobody can hold. */
  static Optional<ClaimDocument> read(byte[] json) {
    try {
      JsonNode claim = MAPPER.readTree(json);
      if (claim instanceof ObjectNode older && !older.has(SINCE)) {
        older.put(SINCE, "");
      }
      return Optional.ofNullable(MAPPER.treeToValue(claim, ClaimDocument.class));
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }
}
