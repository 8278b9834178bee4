package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.Split;

/**
 * Where each candidate goes.
 *
 * @param splits by candidate id; one that is missing is set aside to keep sentences apart
 * @param divisions how each source was divided, by its name
 * @param intended what the splits would have without recordings set aside
 */
record SplitPlan(
    Map<String, Split> splits, Map<String, Division> divisions, SplitContents intended) {
  SplitPlan {
    splits = Map.copyOf(splits);
    divisions = Collections.unmodifiableMap(new TreeMap<>(divisions));
  }

  /**
   * How a source was divided.
   *
   * @param dividedBy who says what is in which split
   * @param drawnFromTraining splits that the corpus does not have, drawn from its training speakers
   * @param setAside how many recordings fall between the splits: the speaker is of one, the
   *     sentence of another
   * @param overlappingSpeakers how many speakers are in several splits
   * @param differentSentences how many are known
   * @param sentencesApart whether no sentence is in two splits
   */
  record Division(
      DividedBy dividedBy,
      List<String> drawnFromTraining,
      int setAside,
      int overlappingSpeakers,
      int differentSentences,
      boolean sentencesApart) {}

  /** What the person watching is told: what the splits share, and what was given up for them. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    divisions.forEach(
        (source, division) -> {
          messages.addAll(
              switch (division.dividedBy()) {
                case CORPUS -> ofCorpus(source, division);
                case DRAWING -> ofDrawing(source, division);
                case NOTHING -> ofNothing(source);
              });
          if (division.setAside() > 0) {
            messages.add(
                "%d recordings of source %s are set aside to keep sentences apart."
                    .formatted(division.setAside(), source));
          }
        });
    return messages;
  }

  private static List<String> ofCorpus(String source, Division division) {
    List<String> messages = new ArrayList<>();
    messages.add(
        division.drawnFromTraining().isEmpty()
            ? "Source %s is divided as the corpus says.".formatted(source)
            : "Source %s is divided as the corpus says; it has no recordings for %s, which are drawn from its training speakers."
                .formatted(source, String.join(" and ", division.drawnFromTraining())));
    if (division.overlappingSpeakers() > 0 || !division.sentencesApart()) {
      messages.add(
          "The splits of source %s share %d speakers%s."
              .formatted(
                  source,
                  division.overlappingSpeakers(),
                  division.sentencesApart() ? "" : ", and sentences: see the data report"));
    }
    return messages;
  }

  private static List<String> ofNothing(String source) {
    return List.of(
        "Source %s is not divided: what its corpus does not say a split of is for testing."
            .formatted(source));
  }

  private static List<String> ofDrawing(String source, Division division) {
    List<String> messages = new ArrayList<>();
    if (division.overlappingSpeakers() > 0) {
      messages.add(
          "Source %s has too few speakers to keep them apart: it is divided without regard to them, as allow_speaker_overlap permits, and its figures are those of known speakers."
              .formatted(source));
    }
    if (!division.sentencesApart()) {
      messages.add(
          "Source %s has %d different sentences, too few to keep them apart: it is divided by %s alone, and its test split shares sentences with training."
              .formatted(
                  source,
                  division.differentSentences(),
                  division.overlappingSpeakers() > 0 ? "recording" : "speaker"));
    }
    return messages;
  }

  /** Who divided a source; nobody if nothing of it was left to divide. */
  DividedBy dividedBy(String source) {
    Division division = divisions.get(source);
    return division == null ? DividedBy.NOTHING : division.dividedBy();
  }

  /** Splits that the corpus of a source lacks, drawn from its training speakers. */
  List<String> drawnFromTraining(String source) {
    Division division = divisions.get(source);
    return division == null ? List.of() : division.drawnFromTraining();
  }

  Optional<Split> of(Candidate candidate) {
    return Optional.ofNullable(splits.get(candidate.id()));
  }
}
