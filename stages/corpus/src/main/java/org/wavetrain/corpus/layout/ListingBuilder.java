package org.wavetrain.corpus.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.corpus.SpeakerUnit;

/** Collects what a layout finds in a folder. */
final class ListingBuilder {
  private final List<FoundRecording> recordings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Integer> leftOut = new TreeMap<>();

  private SpeakerUnit speakerUnit = SpeakerUnit.PERSON;

  void add(FoundRecording recording) {
    recordings.add(recording);
  }

  /** Something that the layout does not allow, in one sentence. */
  void problem(String sentence) {
    problems.add(sentence);
  }

  /** A recording that is not meant for this use. */
  void leaveOut(String reason) {
    leftOut.merge(reason, 1, Integer::sum);
  }

  /** The names of speakers stand for the books that they read. */
  void speakersAreBooks() {
    speakerUnit = SpeakerUnit.BOOK;
  }

  LayoutListing build() {
    return new LayoutListing(recordings, speakerUnit, problems, leftOut);
  }
}
