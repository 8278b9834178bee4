package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wavetrain.corpus.Split;
import org.wavetrain.evaluate.Transcriptions.Errors;

/** The results of each speaker by itself, since a mean hides whom a model fails. */
final class SpeakerSlices {
  private final Transcriptions transcriptions;
  private final Optional<Classifications> classifications;

  SpeakerSlices(Transcriptions transcriptions, Optional<Classifications> classifications) {
    this.transcriptions = transcriptions;
    this.classifications = classifications;
  }

  /** One object of {@code speakers.json} for each speaker of each split. */
  List<Map<String, Object>> all() {
    List<Map<String, Object>> slices = new ArrayList<>();
    for (Split split : List.of(Split.TEST, Split.VALIDATION)) {
      for (String speaker : speakers(split)) {
        slices.add(slice(split, speaker));
      }
    }
    return slices;
  }

  private TreeSet<String> speakers(Split split) {
    TreeSet<String> speakers = new TreeSet<>();
    transcriptions.of(split).forEach(one -> speakers.add(one.utterance().speaker()));
    classifications.ifPresent(
        some -> some.of(split).forEach(one -> speakers.add(one.utterance().speaker())));
    return speakers;
  }

  private Map<String, Object> slice(Split split, String speaker) {
    Map<String, Object> slice = new TreeMap<>();
    slice.put("split", split.label());
    slice.put("speaker", speaker);
    Errors errors =
        transcriptions.errors(
            split, transcriptions.lastExit(), utterance -> utterance.speaker().equals(speaker));
    slice.put("transcribed", errors.utterances());
    if (errors.utterances() > 0) {
      slice.put("words", errors.words().referenceLength());
      slice.put("word_errors", errors.words().errors());
      slice.put("wer", errors.words().rate());
      slice.put("cer", errors.characters().rate());
    }
    ConfusionMatrix confusion =
        classifications
            .map(some -> some.confusion(split, one -> one.speaker().equals(speaker)))
            .orElseGet(() -> new ConfusionMatrix(0));
    slice.put("classified", confusion.total());
    if (confusion.total() > 0) {
      slice.put("accuracy", confusion.accuracy());
    }
    return slice;
  }
}
