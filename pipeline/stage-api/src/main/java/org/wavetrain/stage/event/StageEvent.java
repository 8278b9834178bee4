package org.wavetrain.stage.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * What a running stage tells whoever started it: one JSON object a line on its standard output,
 * read and written by {@link EventJson}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ProgressEvent.class, name = "progress"),
  @JsonSubTypes.Type(value = MessageEvent.class, name = "message"),
  @JsonSubTypes.Type(value = FailureEvent.class, name = "failure"),
  @JsonSubTypes.Type(value = FinishedEvent.class, name = "finished"),
  @JsonSubTypes.Type(value = AliveEvent.class, name = "alive")
})
public sealed interface StageEvent
    permits ProgressEvent, MessageEvent, FailureEvent, FinishedEvent, AliveEvent {}
