package org.wavetrain.corpus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form of an utterance's {@code .json} file in a shard. */
@JsonPropertyOrder({
  "id",
  "source",
  "speaker",
  "split",
  "text",
  "sentence",
  "label",
  "attributes",
  "samples",
  "augmentation"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
record UtteranceJson(
    String id,
    String source,
    String speaker,
    String split,
    String text,
    String sentence,
    String label,
    Map<String, String> attributes,
    int samples,
    AugmentationJson augmentation) {

  @JsonPropertyOrder({"original", "transformations"})
  record AugmentationJson(String original, List<String> transformations) {}

  static UtteranceJson of(Utterance utterance) {
    return new UtteranceJson(
        utterance.id(),
        utterance.source(),
        utterance.speaker(),
        utterance.split().label(),
        utterance.text().orElse(null),
        utterance.sentence().orElse(null),
        utterance.label().orElse(null),
        utterance.attributes().isEmpty() ? null : utterance.attributes(),
        utterance.samples(),
        utterance
            .augmentation()
            .map(made -> new AugmentationJson(made.originalId(), made.transformations()))
            .orElse(null));
  }

  Utterance toUtterance() {
    return new Utterance(
        id,
        source,
        speaker,
        Split.ofLabel(split),
        Optional.ofNullable(text),
        Optional.ofNullable(sentence).or(() -> Optional.ofNullable(text)),
        Optional.ofNullable(label),
        Optional.ofNullable(attributes).orElse(Map.of()),
        samples,
        Optional.ofNullable(augmentation)
            .map(made -> new Augmentation(made.original(), made.transformations())));
  }
}
