package org.wavetrain.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** What others published for a recipe, as the tracking run of a pipeline bears it in a tag. */
public final class PublishedResults {
  /** The tag's name. */
  public static final String TAG = "wavetrain.published";

  /** What tracking servers take as the value of a tag. */
  private static final int LONGEST_TAG = 5000;

  private static final JsonMapper JSON = new JsonMapper();

  private PublishedResults() {}

  /** The value of the tag: as many as fit into it, the first ones; empty if there are none. */
  public static Optional<String> toTag(List<PublishedResult> published) {
    for (int most = published.size(); most > 0; most--) {
      String text = json(published.subList(0, most));
      if (text.length() <= LONGEST_TAG) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  /**
   * Reads the value of the tag.
   *
   * @return none if it is not what {@link #toTag} writes
   */
  public static List<PublishedResult> ofTag(String text) {
    try {
      return JSON.readValue(text, new TypeReference<List<PublishedResult>>() {});
    } catch (JsonProcessingException otherHand) {
      return List.of();
    }
  }

  private static String json(List<PublishedResult> published) {
    try {
      return JSON.writeValueAsString(published);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
