package org.wavetrain.ingest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

/**
 * Divides all sources so that no speaker and no sentence of one split is in another.
 *
 * <p>Speakers are drawn first, source by source. Sentences are drawn over all sources, since equal
 * ones may be in several: one that only speakers of one split say stays there; one that speakers of
 * several splits say is drawn for one of them, and the others' recordings of it are set aside.
 *
 * <p>A source without texts that has fewer than three different sentences, such as RAVDESS with its
 * two statements, is divided by speaker alone, and the plan says so.
 */
final class Splitter {
  /** There are as many splits. */
  private static final int FEWEST = Split.values().length;

  /** What is left over goes to the last. */
  private static final List<Split> DRAWN = List.of(Split.TEST, Split.VALIDATION, Split.TRAIN);

  private final SplitSettings settings;

  Splitter(SplitSettings settings) {
    this.settings = settings;
  }

  /**
   * @param candidates of all sources
   * @throws UserFailure {@code INGEST_TOO_FEW_SPEAKERS}
   */
  SplitPlan plan(List<Candidate> candidates) {
    Map<String, List<Candidate>> sources =
        candidates.stream().collect(groupingBy(Candidate::source, TreeMap::new, toList()));
    Map<String, Split> speakers = new HashMap<>();
    Map<String, String> units = new HashMap<>();
    sources.forEach(
        (source, own) -> {
          speakers.putAll(speakers(source, own));
          boolean apart = canKeepSentencesApart(own);
          own.forEach(candidate -> units.put(candidate.id(), unit(candidate, apart)));
        });
    Map<String, Split> unitSplits = unitSplits(candidates, units, speakers);
    Map<String, Split> splits = new HashMap<>();
    for (Candidate candidate : candidates) {
      Split split = unitSplits.get(units.get(candidate.id()));
      if (speakers.getOrDefault(candidate.speaker(), split) == split) {
        splits.put(candidate.id(), split);
      }
    }
    Map<String, SplitPlan.Division> divisions = new TreeMap<>();
    sources.forEach((source, own) -> divisions.put(source, division(own, splits, speakers)));
    return new SplitPlan(splits, divisions);
  }

  /** Empty when the source has too few speakers to keep them apart, and that is allowed. */
  private Map<String, Split> speakers(String source, List<Candidate> own) {
    Set<String> names = speakerNames(own);
    if (names.size() >= FEWEST) {
      return draw(names, EnumSet.allOf(Split.class), "speakers of " + source);
    }
    if (!settings.allowSpeakerOverlap()) {
      throw new UserFailure(
          IngestError.INGEST_TOO_FEW_SPEAKERS,
          "Source %s has speakers %s: too few to keep those of training, validation and test apart."
              .formatted(source, names),
          "Add speakers (in ljspeech's layout the part of an id before its dash names one), or set"
              + " ingest.allow_speaker_overlap to true and read the figures as those of known"
              + " speakers.");
    }
    return Map.of();
  }

  private static boolean canKeepSentencesApart(List<Candidate> own) {
    return own.stream().anyMatch(candidate -> candidate.text().isPresent())
        || sentences(own).size() >= FEWEST;
  }

  /** What must not be in two splits: a sentence, or else the recording. */
  private static String unit(Candidate candidate, boolean apart) {
    return apart ? candidate.sentence().orElse(candidate.id()) : candidate.id();
  }

  /**
   * Units are drawn together that the same splits compete for. A unit of speakers that are of no
   * split alone may go anywhere.
   */
  private Map<String, Split> unitSplits(
      List<Candidate> candidates, Map<String, String> units, Map<String, Split> speakers) {
    Map<String, EnumSet<Split>> competitors = new TreeMap<>();
    for (Candidate candidate : candidates) {
      EnumSet<Split> ofUnit =
          competitors.computeIfAbsent(
              units.get(candidate.id()), unit -> EnumSet.noneOf(Split.class));
      if (speakers.containsKey(candidate.speaker())) {
        ofUnit.add(speakers.get(candidate.speaker()));
      }
    }
    Map<EnumSet<Split>, List<String>> groups =
        competitors.keySet().stream().collect(groupingBy(competitors::get));
    Map<String, Split> splits = new HashMap<>();
    groups.forEach(
        (possible, group) ->
            splits.putAll(
                draw(
                    group,
                    possible.isEmpty() ? EnumSet.allOf(Split.class) : possible,
                    "sentences of " + possible)));
    return splits;
  }

  /**
   * Draws by the shares that are asked for, but at least one for each split where there are enough.
   *
   * @param sorted so that the draw depends on nothing but the seed
   */
  private Map<String, Split> draw(
      Collection<String> sorted, EnumSet<Split> possible, String purpose) {
    List<String> items = new ArrayList<>(sorted);
    Collections.shuffle(items, NamedRandom.of(settings.seed(), purpose));
    List<Split> splits = DRAWN.stream().filter(possible::contains).toList();
    double shares = splits.stream().mapToDouble(this::share).sum();
    Map<String, Split> drawn = new HashMap<>();
    int start = 0;
    for (int i = 0; i < splits.size(); i++) {
      int others = splits.size() - 1 - i;
      int left = items.size() - start;
      int wanted = (int) Math.max(1, Math.round(share(splits.get(i)) / shares * items.size()));
      int count = others == 0 ? left : Math.min(wanted, Math.max(0, left - others));
      for (String item : items.subList(start, start + count)) {
        drawn.put(item, splits.get(i));
      }
      start += count;
    }
    return drawn;
  }

  private double share(Split split) {
    return switch (split) {
      case TEST -> settings.testShare();
      case VALIDATION -> settings.validationShare();
      case TRAIN -> 1 - settings.testShare() - settings.validationShare();
    };
  }

  private static SplitPlan.Division division(
      List<Candidate> own, Map<String, Split> splits, Map<String, Split> speakers) {
    int placed = (int) own.stream().filter(candidate -> splits.containsKey(candidate.id())).count();
    Stream<String> overlapping =
        speakerNames(own).stream().filter(speaker -> !speakers.containsKey(speaker));
    int sentences = sentences(own).size();
    return new SplitPlan.Division(
        own.size() - placed,
        (int) overlapping.count(),
        sentences,
        sentences == 0 || canKeepSentencesApart(own));
  }

  private static Set<String> speakerNames(List<Candidate> own) {
    return own.stream().map(Candidate::speaker).collect(toCollection(TreeSet::new));
  }

  private static Set<String> sentences(List<Candidate> own) {
    return own.stream()
        .flatMap(candidate -> candidate.sentence().stream())
        .collect(toCollection(TreeSet::new));
  }
}
