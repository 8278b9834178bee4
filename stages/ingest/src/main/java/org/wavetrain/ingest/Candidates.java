package org.wavetrain.ingest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.StatedLicence;
import org.wavetrain.corpus.StatedSynthesis;
import org.wavetrain.corpus.layout.CorpusLayout;
import org.wavetrain.corpus.layout.CorpusLayouts;
import org.wavetrain.corpus.layout.FoundRecording;
import org.wavetrain.corpus.layout.LayoutListing;
import org.wavetrain.stage.SourceFolder;

/** Lists what a source holds and brings its names and texts into the corpus's form. */
final class Candidates {
  /** A source's name ends at the first dash, so it has none itself. */
  private static final Pattern NOT_IN_SOURCE = Pattern.compile("[^A-Za-z0-9_]");

  private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9_-]");
  private static final int LONGEST_ID = 120;
  private static final int DIGEST_DIGITS = 8;

  private final TextNormaliser normaliser;
  private final OtherCharacters others;
  private final Rejects rejects;
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Integer> listed = new TreeMap<>();
  private final Map<String, Origin> origins = new TreeMap<>();

  /** How a source is arranged, what the names of its speakers stand for, what it states. */
  record Origin(String layout, SpeakerUnit speakerUnit, StatedLicence licence, String synthesis) {}

  Candidates(TextNormaliser normaliser, OtherCharacters others, Rejects rejects) {
    this.normaliser = normaliser;
    this.others = others;
    this.rejects = rejects;
  }

  /** How many recordings the layouts named, the rejected ones among them, by source. */
  Map<String, Integer> listed() {
    return listed;
  }

  /** How the sources are arranged, and what their speakers are, by name. */
  Map<String, Origin> origins() {
    return origins;
  }

  /** How many recordings were not meant for this use, by reason. */
  Map<String, Integer> leftOut() {
    return leftOut;
  }

  List<Candidate> of(SourceFolder source) {
    CorpusLayout layout = CorpusLayouts.of(source.path(), source.layout());
    LayoutListing listing = CorpusLayouts.list(source.path(), layout);
    origins.put(
        source.name(),
        new Origin(
            layout.name(),
            listing.speakerUnit(),
            StatedLicence.of(source.path()),
            StatedSynthesis.of(source.path())));
    listing.leftOut().forEach((reason, count) -> leftOut.merge(reason, count, Integer::sum));
    listed.merge(
        source.name(), listing.recordings().size() + listing.problems().size(), Integer::sum);
    for (String problem : listing.problems()) {
      rejects.add(source.name(), layout.name(), RejectReason.LAYOUT_VIOLATED, problem);
    }
    List<Candidate> candidates = new ArrayList<>();
    for (FoundRecording recording : listing.recordings()) {
      String path = relative(source.path(), recording.file());
      try {
        candidates.add(candidate(source, path, recording));
      } catch (UtteranceRejected rejected) {
        rejects.add(source.name(), path, rejected.reason(), rejected.getMessage());
      }
    }
    return candidates;
  }

  private Candidate candidate(SourceFolder source, String path, FoundRecording recording)
      throws UtteranceRejected {
    String id = name(source, recording.id());
    if (!ids.add(id)) {
      throw new UtteranceRejected(
          RejectReason.ID_TWICE, "Another recording has the id " + recording.id() + ".");
    }
    Optional<String> text = Optional.empty();
    if (recording.text().isPresent()) {
      text = Optional.of(normaliser.normalise(recording.text().get(), others.of(source.name())));
    }
    return new Candidate(
        id,
        source.name(),
        path,
        recording.file(),
        name(source, recording.speaker()),
        text,
        text.or(recording::sentence),
        recording.label(),
        recording.split(),
        recording.attributes());
  }

  /**
   * Source and name in the source. What does not show all of both gets a digest of them, since
   * other names could look the same.
   */
  private static String name(SourceFolder source, String inSource) {
    String name =
        NOT_IN_SOURCE.matcher(source.name()).replaceAll("_")
            + "-"
            + NOT_IN_IDS.matcher(inSource).replaceAll("_");
    if (name.length() <= LONGEST_ID && name.equals(source.name() + "-" + inSource)) {
      return name;
    }
    String digest =
        "-" + Sha256.of(source.name() + "\0" + inSource).hex().substring(0, DIGEST_DIGITS);
    return name.substring(0, Math.min(name.length(), LONGEST_ID - digest.length())) + digest;
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
