package org.wavetrain.ingest;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

/**
 * Divides a source as the corpus says. A split that the corpus does not have is drawn from its
 * training speakers; of their recordings, those are set aside whose sentences are in the other
 * splits, unless nothing would be left. What the corpus put into a split stays there.
 */
final class CorpusSplits {
  /** In this order, so that validation yields to test. */
  private static final List<Split> DRAWN = List.of(Split.TEST, Split.VALIDATION);

  private final SplitSettings settings;
  private final SplitShares shares;

  CorpusSplits(SplitSettings settings) {
    this.settings = settings;
    this.shares = new SplitShares(settings);
  }

  /**
   * Where the recordings of a source go, by id.
   *
   * @param intended before recordings are set aside to keep sentences apart
   * @param placed after it
   * @param drawn the splits that the corpus does not have itself
   */
  record Placement(Map<String, Split> intended, Map<String, Split> placed, EnumSet<Split> drawn) {}

  /** Whether the corpus says of its recordings what they are for. */
  static boolean areDefined(List<Candidate> own) {
    return own.stream().anyMatch(candidate -> candidate.split().isPresent());
  }

  /**
   * @param own the source's recordings, all with a split
   * @throws UserFailure {@code INGEST_TOO_FEW_SPEAKERS} when none can be drawn for a split that the
   *     corpus does not have
   */
  Placement divide(String source, List<Candidate> own) {
    Map<String, Split> intended = new HashMap<>();
    EnumSet<Split> drawn = EnumSet.allOf(Split.class);
    for (Candidate candidate : own) {
      intended.put(candidate.id(), candidate.split().orElseThrow());
      drawn.remove(candidate.split().orElseThrow());
    }
    if (drawn.contains(Split.TRAIN)) {
      // Without training recordings there is nothing to draw from: it is there to be tested on.
      return new Placement(intended, intended, EnumSet.noneOf(Split.class));
    }
    if (!drawn.isEmpty()) {
      drawFromTraining(source, own, drawn, intended);
    }
    return new Placement(intended, keptApart(own, intended, drawn), drawn);
  }

  private void drawFromTraining(
      String source, List<Candidate> own, EnumSet<Split> missing, Map<String, Split> intended) {
    List<Candidate> training =
        own.stream().filter(candidate -> intended.get(candidate.id()) == Split.TRAIN).toList();
    Set<String> speakers = new TreeSet<>();
    Set<String> sentences = new TreeSet<>();
    for (Candidate candidate : training) {
      speakers.add(candidate.speaker());
      sentences.add(sentence(candidate));
    }
    EnumSet<Split> possible = EnumSet.copyOf(missing);
    possible.add(Split.TRAIN);
    boolean bySpeaker = speakers.size() >= possible.size();
    if (!bySpeaker && !settings.allowSpeakerOverlap()) {
      throw new UserFailure(
          IngestError.INGEST_TOO_FEW_SPEAKERS,
          "Source %s has no recordings for %s, and with training speakers %s too few to draw them from."
              .formatted(source, labels(missing), speakers),
          "Add speakers, or set ingest.allow_speaker_overlap to true and read the figures as those"
              + " of known speakers.");
    }
    Map<String, Split> splits =
        bySpeaker
            ? shares.draw(speakers, possible, "speakers of " + source)
            : shares.draw(sentences, possible, "sentences of " + source);
    for (Candidate candidate : training) {
      intended.put(
          candidate.id(), splits.get(bySpeaker ? candidate.speaker() : sentence(candidate)));
    }
  }

  private static Map<String, Split> keptApart(
      List<Candidate> own, Map<String, Split> intended, EnumSet<Split> drawn) {
    Map<String, Split> placed = new HashMap<>(intended);
    SplitContents others = new SplitContents();
    for (Candidate candidate : own) {
      Split split = intended.get(candidate.id());
      if (!drawn.contains(split)) {
        others.add(split, candidate.speaker(), candidate.sentence());
      }
    }
    for (Split split : DRAWN) {
      if (drawn.contains(split)) {
        List<Candidate> members =
            own.stream().filter(candidate -> intended.get(candidate.id()) == split).toList();
        List<Candidate> repeating =
            members.stream().filter(candidate -> isSaid(candidate, others)).toList();
        if (repeating.size() < members.size()) {
          repeating.forEach(candidate -> placed.remove(candidate.id()));
        }
        for (Candidate member : members) {
          if (placed.containsKey(member.id())) {
            others.add(split, member.speaker(), member.sentence());
          }
        }
      }
    }
    return placed;
  }

  private static boolean isSaid(Candidate candidate, SplitContents contents) {
    return candidate.sentence().isPresent()
        && EnumSet.allOf(Split.class).stream()
            .anyMatch(split -> contents.says(split, candidate.sentence().get()));
  }

  private static String sentence(Candidate candidate) {
    return candidate.sentence().orElse(candidate.id());
  }

  static List<String> labels(Collection<Split> splits) {
    return splits.stream().map(Split::label).toList();
  }
}
