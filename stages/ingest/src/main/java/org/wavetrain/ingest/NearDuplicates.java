package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wavetrain.audio.AudioFingerprint;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;

/** The recordings of a corpus that sound the same, whatever their names and files. */
final class NearDuplicates {
  private static final int MOST_GROUPS = 200;
  private static final int MOST_MEMBERS = 20;
  private static final int EXAMPLES = 3;

  private final SimilarPairs pairs;
  private final List<Member> members = new ArrayList<>();
  private int compared;

  NearDuplicates() {
    this(new SimilarPairs());
  }

  NearDuplicates(SimilarPairs pairs) {
    this.pairs = pairs;
  }

  /** One recording: what it is called and what it may be used for. */
  private record Member(String id, Split split) {}

  /**
   * Recordings that are linked by pairs that sound the same.
   *
   * @param members in the order of adding
   * @param difference the largest of the linking pairs, as a share of bits
   */
  private record Group(List<Member> members, double difference) {
    Set<Split> splits() {
      EnumSet<Split> splits = EnumSet.noneOf(Split.class);
      members.forEach(member -> splits.add(member.split()));
      return splits;
    }

    boolean acrossSplits() {
      return splits().size() > 1;
    }

    /** As it is written: the commonest use of the file is to look these up. */
    Map<String, Object> written() {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("splits", splits().stream().map(Split::label).toList());
      row.put(
          "recordings",
          members.stream()
              .limit(MOST_MEMBERS)
              .map(member -> member.id() + " (" + member.split().label() + ")")
              .toList());
      row.put("count", members.size());
      row.put("different_bits_share", Math.round(difference * 1000) / 1000.0);
      return row;
    }
  }

  /**
   * What was found, those across splits first.
   *
   * @param compared recordings that were compared
   * @param beyond recordings that were not, since there are too many
   */
  record Found(List<Group> groups, int compared, int beyond) {
    int acrossSplits() {
      return (int) groups.stream().filter(Group::acrossSplits).count();
    }

    int recordings() {
      return groups.stream().mapToInt(group -> group.members().size()).sum();
    }

    Map<String, Object> figures() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("recordings_compared", compared);
      figures.put("recordings_beyond_limit", beyond);
      figures.put("groups", groups.size());
      figures.put("groups_across_splits", acrossSplits());
      figures.put("recordings_in_groups", recordings());
      return figures;
    }

    /** The groups as they are written. */
    List<Map<String, Object>> written() {
      return groups.stream().limit(MOST_GROUPS).map(Group::written).toList();
    }

    /** What the person watching is told; nothing when all is well. */
    List<String> messages() {
      List<String> messages = new ArrayList<>();
      if (acrossSplits() > 0) {
        messages.add(sentence());
      }
      if (beyond > 0) {
        messages.add(
            "%d recordings were not looked through for near-duplicates: only the first %d of a corpus are."
                .formatted(beyond, SimilarPairs.MOST_RECORDINGS));
      }
      return messages;
    }

    /**
     * @throws UserFailure {@code INGEST_NEAR_DUPLICATES} when a split has what another has
     */
    void requireNoneAcrossSplits() {
      if (acrossSplits() > 0) {
        throw new UserFailure(
            IngestError.INGEST_NEAR_DUPLICATES,
            sentence(),
            "Remove one of each, or set ingest.near_duplicates to report to go on as it is.");
      }
    }

    private String sentence() {
      List<String> examples =
          groups.stream()
              .filter(Group::acrossSplits)
              .limit(EXAMPLES)
              .map(group -> String.valueOf(group.written().get("recordings")))
              .toList();
      return "%d %s of recordings that sound the same %s in more than one split, such as %s."
          .formatted(
              acrossSplits(),
              acrossSplits() == 1 ? "group" : "groups",
              acrossSplits() == 1 ? "is" : "are",
              String.join(", ", examples));
    }
  }

  void add(Utterance utterance, AudioFingerprint fingerprint) {
    compared += pairs.add(fingerprint) ? 1 : 0;
    members.add(new Member(utterance.id(), utterance.split()));
  }

  /** Compares all that were added. */
  Found find() {
    int[] leaders = new int[members.size()];
    for (int index = 0; index < leaders.length; index++) {
      leaders[index] = index;
    }
    List<SimilarPairs.Pair> similar = pairs.find();
    for (SimilarPairs.Pair pair : similar) {
      int one = leader(leaders, pair.one());
      int other = leader(leaders, pair.other());
      leaders[Math.max(one, other)] = Math.min(one, other);
    }
    Map<Integer, List<Member>> groups = new TreeMap<>();
    Map<Integer, Double> differences = new TreeMap<>();
    for (SimilarPairs.Pair pair : similar) {
      differences.merge(leader(leaders, pair.one()), pair.difference(), Math::max);
    }
    for (int index = 0; index < leaders.length; index++) {
      int leader = leader(leaders, index);
      if (differences.containsKey(leader)) {
        groups.computeIfAbsent(leader, any -> new ArrayList<>()).add(members.get(index));
      }
    }
    return new Found(
        groups.entrySet().stream()
            .map(group -> new Group(group.getValue(), differences.get(group.getKey())))
            .sorted(Comparator.comparing(group -> !group.acrossSplits()))
            .toList(),
        compared,
        pairs.beyond());
  }

  private static int leader(int[] leaders, int index) {
    int leader = index;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }
}
