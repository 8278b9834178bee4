package org.wavetrain.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wavetrain.corpus.layout.CorpusLayout;
import org.wavetrain.corpus.layout.CorpusLayouts;
import org.wavetrain.corpus.layout.FoundRecording;
import org.wavetrain.corpus.layout.LayoutListing;
import org.wavetrain.stage.SourceFolder;

/** Lists what a source holds and brings its names and texts into the corpus's form. */
final class Candidates {
  private static final Pattern NOT_IN_IDS = Pattern.compile("[^A-Za-z0-9_-]");
  private static final int LONGEST_ID = 120;

  private final TextNormaliser normaliser;
  private final Rejects rejects;
  private final Map<String, Integer> leftOut = new TreeMap<>();
  private int listed;

  Candidates(TextNormaliser normaliser, Rejects rejects) {
    this.normaliser = normaliser;
    this.rejects = rejects;
  }

  /** How many recordings the layouts named, the rejected ones among them. */
  int listed() {
    return listed;
  }

  /** How many recordings were not meant for this use, by reason. */
  Map<String, Integer> leftOut() {
    return leftOut;
  }

  List<Candidate> of(SourceFolder source) throws IOException {
    CorpusLayout layout = CorpusLayouts.of(source.path(), source.layout());
    LayoutListing listing = layout.list(source.path());
    listing.leftOut().forEach((reason, count) -> leftOut.merge(reason, count, Integer::sum));
    listed += listing.recordings().size() + listing.problems().size();
    for (String problem : listing.problems()) {
      rejects.add(source.name(), layout.name(), RejectReason.LAYOUT_VIOLATED, problem);
    }
    Set<String> ids = new HashSet<>();
    List<Candidate> candidates = new ArrayList<>();
    for (FoundRecording recording : listing.recordings()) {
      String path = relative(source.path(), recording.file());
      try {
        candidates.add(candidate(source, path, recording, ids));
      } catch (UtteranceRejected rejected) {
        rejects.add(source.name(), path, rejected.reason(), rejected.getMessage());
      }
    }
    return candidates;
  }

  private Candidate candidate(
      SourceFolder source, String path, FoundRecording recording, Set<String> ids)
      throws UtteranceRejected {
    String id = name(source, recording.id());
    if (!ids.add(id)) {
      throw new UtteranceRejected(
          RejectReason.ID_TWICE, "Another recording has the id " + recording.id() + ".");
    }
    Optional<String> text = Optional.empty();
    if (recording.text().isPresent()) {
      text = Optional.of(normaliser.normalise(recording.text().get()));
    }
    return new Candidate(
        id,
        source.name(),
        path,
        recording.file(),
        name(source, recording.speaker()),
        text,
        recording.label());
  }

  /** Sources must not share ids or speakers by accident. */
  private static String name(SourceFolder source, String inSource) {
    String name = NOT_IN_IDS.matcher(source.name() + "-" + inSource).replaceAll("_");
    return name.substring(0, Math.min(name.length(), LONGEST_ID));
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }
}
