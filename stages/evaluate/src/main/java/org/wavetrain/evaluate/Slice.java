package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.corpus.AttributeNames;
import org.wavetrain.corpus.Utterance;

/**
 * What utterances may have in common: a mean hides whom a model fails.
 *
 * @param kind by what they are divided
 * @param value what these have
 */
record Slice(String kind, String value) {
  static final String SPEAKER = "speaker";

  private static final String DURATION = "duration";

  /** All of them by which an utterance is divided. */
  static final List<String> KINDS =
      List.of(SPEAKER, AttributeNames.SEX, AttributeNames.SEVERITY, DURATION);

  /** Upper ends of bands in seconds. */
  private static final int[] BANDS = {2, 5, 10, 20};

  /** Divides transcriptions; a kind that only some of them have divides those. */
  static Map<Slice, List<Transcription>> of(String kind, List<Transcription> transcriptions) {
    Map<String, List<Transcription>> byValue = new TreeMap<>(Slice::compare);
    for (Transcription transcription : transcriptions) {
      value(kind, transcription.utterance())
          .ifPresent(
              value -> byValue.computeIfAbsent(value, key -> new ArrayList<>()).add(transcription));
    }
    Map<Slice, List<Transcription>> slices = new LinkedHashMap<>();
    byValue.forEach((value, of) -> slices.put(new Slice(kind, value), of));
    return slices;
  }

  /** What an utterance has in common with others, by kind; its speaker is told elsewhere. */
  static Map<String, String> of(Utterance utterance) {
    Map<String, String> slices = new TreeMap<>();
    for (String kind : KINDS) {
      if (!kind.equals(SPEAKER)) {
        value(kind, utterance).ifPresent(value -> slices.put(kind, value));
      }
    }
    return slices;
  }

  private static Optional<String> value(String kind, Utterance utterance) {
    return switch (kind) {
      case SPEAKER -> Optional.of(utterance.speaker());
      case DURATION -> Optional.of(band(utterance.seconds()));
      default -> Optional.ofNullable(utterance.attributes().get(kind));
    };
  }

  /** Names that begin with a number, as bands do, come by it. */
  private static int compare(String one, String other) {
    return Comparator.comparingInt(Slice::number)
        .thenComparing(Comparator.naturalOrder())
        .compare(one, other);
  }

  private static int number(String text) {
    int end = 0;
    while (end < text.length() && end < 9 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end == 0 ? Integer.MAX_VALUE : Integer.parseInt(text.substring(0, end));
  }

  private static String band(double seconds) {
    int from = 0;
    for (int to : BANDS) {
      if (seconds < to) {
        return from + "-" + to + "s";
      }
      from = to;
    }
    return from + "s-up";
  }
}
