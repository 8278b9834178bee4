package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.wavetrain.recognition.Segment;
import org.wavetrain.recognition.Transcript;
import org.wavetrain.recognition.Word;

/** What JSON tells of a transcript. */
final class TranscriptJson {
  private static final JsonMapper JSON = new JsonMapper();

  private TranscriptJson() {}

  /** What is known of a recording of a command line. */
  static ObjectNode of(Heard<Transcript> heard, FoundModel model) {
    ObjectNode object = JSON.createObjectNode().put("file", heard.input().name());
    model.describe(object);
    object.setAll(of(heard.result()));
    return object
        .put("elapsed_seconds", seconds(heard.elapsed()))
        .put("real_time_factor", rounded(heard.realTimeFactor()));
  }

  static ObjectNode of(Transcript transcript) {
    ObjectNode object =
        JSON.createObjectNode()
            .put("seconds", seconds(transcript.length()))
            .put("layer", transcript.layer())
            .put("text", transcript.text());
    if (transcript.confidence().isPresent()) {
      object.put("confidence", rounded(transcript.confidence().getAsDouble()));
    } else {
      object.putNull("confidence");
    }
    ArrayNode segments = object.putArray("segments");
    for (Segment segment : transcript.segments()) {
      ObjectNode added =
          timed(segments.addObject(), segment.start(), segment.end(), segment.confidence())
              .put("text", segment.text());
      ArrayNode words = added.putArray("words");
      for (Word word : segment.words()) {
        timed(
            words.addObject().put("word", word.text()),
            word.start(),
            word.end(),
            word.confidence());
      }
    }
    return object;
  }

  private static ObjectNode timed(
      ObjectNode object, Duration start, Duration end, double confidence) {
    return object
        .put("start", seconds(start))
        .put("end", seconds(end))
        .put("confidence", rounded(confidence));
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  static double rounded(double number) {
    return Math.round(number * 1e4) / 1e4;
  }
}
