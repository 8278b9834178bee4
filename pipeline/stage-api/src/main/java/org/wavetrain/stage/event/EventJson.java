package org.wavetrain.stage.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Optional;

/** The line form of {@link StageEvent}s. */
public final class EventJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final ObjectWriter WRITER = MAPPER.writerFor(StageEvent.class);

  private EventJson() {}

  /** The event as one line of JSON, without the line end. */
  public static String write(StageEvent event) {
    try {
      return WRITER.writeValueAsString(event);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("every event has a JSON form", impossible);
    }
  }

  /**
   * Reads one line; empty when it is not an event, as when a native library prints to standard
   * output on its own.
   */
  public static Optional<StageEvent> parse(String line) {
    try {
      return Optional.ofNullable(MAPPER.readValue(line, StageEvent.class));
    } catch (JsonProcessingException notAnEvent) {
      return Optional.empty();
    }
  }
}
