package org.wavetrain.corpus;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Names and encodings of the files of a corpus artifact, see docs/artifacts.md. */
final class CorpusFiles {
  static final String SUMMARY = "corpus.json";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private CorpusFiles() {}

  static String shardName(int index) {
    return "shards/%05d.tar".formatted(index);
  }
}
