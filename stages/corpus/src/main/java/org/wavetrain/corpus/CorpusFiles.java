package org.wavetrain.corpus;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.wavetrain.failure.UserFailure;

/** Names and encodings of the files of a corpus artifact, see docs/artifacts.md. */
final class CorpusFiles {
  static final String SUMMARY = "corpus.json";

  /** How the paths of all shards begin. */
  static final String SHARDS = "shards/";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private CorpusFiles() {}

  static UserFailure malformed(String file, String what) {
    return new UserFailure(
        CorpusError.CORPUS_MALFORMED,
        "The corpus file " + file + " " + what + ".",
        "Run the stage that made the corpus again with --no-cache.");
  }

  static String shardName(int index) {
    return SHARDS + "%05d.tar".formatted(index);
  }
}
