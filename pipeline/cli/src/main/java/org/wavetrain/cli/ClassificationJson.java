package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wavetrain.recognition.Classification;

/** What JSON tells of a classification. */
final class ClassificationJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ClassificationJson() {}

  /** What is known of a recording of a command line. */
  static ObjectNode of(Heard<Classification> heard, FoundModel model) {
    ObjectNode object = JSON.createObjectNode().put("file", heard.input().name());
    model.describe(object);
    object.setAll(of(heard.result()));
    return object
        .put("elapsed_seconds", TranscriptJson.seconds(heard.elapsed()))
        .put("real_time_factor", TranscriptJson.rounded(heard.realTimeFactor()));
  }

  static ObjectNode of(Classification classification) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("seconds", TranscriptJson.seconds(classification.length()))
            .put("label", classification.likeliest().label())
            .put("probability", TranscriptJson.rounded(classification.likeliest().probability()));
    ArrayNode classes = object.putArray("classes");
    classification
        .classes()
        .forEach(
            one ->
                classes
                    .addObject()
                    .put("label", one.label())
                    .put("probability", TranscriptJson.rounded(one.probability())));
    return object;
  }
}
