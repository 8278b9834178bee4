package org.wavetrain.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wavetrain.evaluate.Findings.MeasuredSlice;

/**
 * Measures the slices of a group.
 *
 * @param exit index of the exit by which the model is judged
 */
record Slices(Group group, Bootstrap bootstrap, int exit) {
  /** By kind, then value; a speaker who was only classified is among them. */
  Map<Slice, MeasuredSlice> of(
      List<Transcription> transcriptions, Optional<Classifications> classifications) {
    Map<Slice, MeasuredSlice> measured = new LinkedHashMap<>();
    for (String kind : Slice.KINDS) {
      Map<Slice, List<Transcription>> divided = Slice.of(kind, transcriptions);
      if (kind.equals(Slice.SPEAKER)) {
        speakers(divided, classifications).forEach(measured::put);
      } else {
        divided.forEach(
            (slice, some) ->
                measured.put(
                    slice, new MeasuredSlice(Optional.of(result(slice, some)), Optional.empty())));
      }
    }
    return measured;
  }

  private Map<Slice, MeasuredSlice> speakers(
      Map<Slice, List<Transcription>> transcribed, Optional<Classifications> classifications) {
    TreeSet<String> speakers = new TreeSet<>();
    transcribed.keySet().forEach(slice -> speakers.add(slice.value()));
    classifications.ifPresent(
        some -> some.of(group.splits()).forEach(one -> speakers.add(one.utterance().speaker())));
    Map<Slice, MeasuredSlice> measured = new LinkedHashMap<>();
    for (String speaker : speakers) {
      Slice slice = new Slice(Slice.SPEAKER, speaker);
      measured.put(
          slice,
          new MeasuredSlice(
              Optional.ofNullable(transcribed.get(slice)).map(some -> result(slice, some)),
              classifications
                  .map(some -> some.confusion(group.splits(), one -> one.speaker().equals(speaker)))
                  .filter(matrix -> matrix.total() > 0)));
    }
    return measured;
  }

  private Result result(Slice slice, List<Transcription> transcriptions) {
    return bootstrap.result(
        group.name() + " " + slice.kind() + " " + slice.value(), transcriptions, exit);
  }
}
