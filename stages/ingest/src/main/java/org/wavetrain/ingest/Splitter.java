package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

/**
 * Divides a source so that no speaker and no sentence of one split is in another.
 *
 * <p>Speakers are drawn first. A sentence that only speakers of one split say stays there; one that
 * speakers of several splits say is drawn for one of them, and the others' recordings of it are set
 * aside. Recordings without a text are divided by speaker alone.
 */
final class Splitter {
  private static final int FEWEST_SPEAKERS = 3;

  private final SplitSettings settings;

  Splitter(SplitSettings settings) {
    this.settings = settings;
  }

  /**
   * @param source the source's name, for messages and for the draw
   * @param candidates of that source
   * @throws UserFailure {@code INGEST_TOO_FEW_SPEAKERS}
   */
  SplitPlan plan(String source, List<Candidate> candidates) {
    Random random = new Random(settings.seed() * 31 + source.hashCode());
    Set<String> speakers = new TreeSet<>();
    candidates.forEach(candidate -> speakers.add(candidate.speaker()));
    if (speakers.size() >= FEWEST_SPEAKERS) {
      return apart(candidates, speakerSplits(speakers, random), random);
    }
    if (!settings.allowSpeakerOverlap()) {
      throw new UserFailure(
          IngestError.INGEST_TOO_FEW_SPEAKERS,
          "Source %s has %d speakers: too few to keep those of training, validation and test apart."
              .formatted(source, speakers.size()),
          "Add speakers, or set ingest.allow_speaker_overlap to true and read the figures as those"
              + " of known speakers.");
    }
    return bySentence(candidates, speakers.size(), random);
  }

  private Map<String, Split> speakerSplits(Set<String> speakers, Random random) {
    List<String> drawn = new ArrayList<>(speakers);
    Collections.shuffle(drawn, random);
    int test = share(settings.testShare(), drawn.size());
    int validation = share(settings.validationShare(), drawn.size());
    Map<String, Split> splits = new HashMap<>();
    for (int i = 0; i < drawn.size(); i++) {
      splits.put(
          drawn.get(i),
          i < test ? Split.TEST : i < test + validation ? Split.VALIDATION : Split.TRAIN);
    }
    return splits;
  }

  /** At least one speaker, and at least one left for each other split. */
  private static int share(double share, int speakers) {
    return Math.min(Math.max(1, (int) Math.round(share * speakers)), (speakers - 1) / 2);
  }

  private SplitPlan apart(
      List<Candidate> candidates, Map<String, Split> speakerSplits, Random random) {
    Map<String, EnumSet<Split>> sentences = new TreeMap<>();
    for (Candidate candidate : candidates) {
      candidate
          .text()
          .ifPresent(
              text ->
                  sentences
                      .computeIfAbsent(text, t -> EnumSet.noneOf(Split.class))
                      .add(speakerSplits.get(candidate.speaker())));
    }
    Map<String, Split> sentenceSplits = new HashMap<>();
    sentences.forEach((text, splits) -> sentenceSplits.put(text, draw(splits, random)));
    Map<String, Split> splits = new HashMap<>();
    int setAside = 0;
    for (Candidate candidate : candidates) {
      Split split = speakerSplits.get(candidate.speaker());
      if (candidate.text().map(text -> sentenceSplits.get(text) == split).orElse(true)) {
        splits.put(candidate.id(), split);
      } else {
        setAside++;
      }
    }
    return new SplitPlan(splits, setAside, 0);
  }

  private SplitPlan bySentence(List<Candidate> candidates, int speakers, Random random) {
    List<String> units =
        new ArrayList<>(new TreeSet<>(candidates.stream().map(Splitter::unit).toList()));
    Collections.shuffle(units, random);
    int test = share(settings.testShare(), units.size());
    int validation = share(settings.validationShare(), units.size());
    Set<String> testUnits = new HashSet<>(units.subList(0, test));
    Set<String> validationUnits = new HashSet<>(units.subList(test, test + validation));
    Map<String, Split> splits = new HashMap<>();
    for (Candidate candidate : candidates) {
      String unit = unit(candidate);
      splits.put(
          candidate.id(),
          testUnits.contains(unit)
              ? Split.TEST
              : validationUnits.contains(unit) ? Split.VALIDATION : Split.TRAIN);
    }
    return new SplitPlan(splits, 0, speakers);
  }

  private static String unit(Candidate candidate) {
    return candidate.text().orElse(candidate.id());
  }

  private Split draw(EnumSet<Split> splits, Random random) {
    if (splits.size() == 1) {
      return splits.iterator().next();
    }
    double test = splits.contains(Split.TEST) ? settings.testShare() : 0;
    double validation = splits.contains(Split.VALIDATION) ? settings.validationShare() : 0;
    double train =
        splits.contains(Split.TRAIN) ? 1 - settings.testShare() - settings.validationShare() : 0;
    double drawn = random.nextDouble() * (test + validation + train);
    if (drawn < test) {
      return Split.TEST;
    }
    return drawn < test + validation ? Split.VALIDATION : Split.TRAIN;
  }
}
