package org.wavetrain.corpus.layout;

import java.util.List;
import java.util.Map;
import org.wavetrain.corpus.SpeakerUnit;

/**
 * What a folder holds by its layout.
 *
 * @param recordings in an order that depends on names alone
 * @param problems lines and names that the layout does not allow, one sentence each
 * @param speakerUnit what the names of speakers stand for
 * @param leftOut how many recordings are not meant for this use, by reason; these are no problems
 */
public record LayoutListing(
    List<FoundRecording> recordings,
    SpeakerUnit speakerUnit,
    List<String> problems,
    Map<String, Integer> leftOut) {
  public LayoutListing {
    recordings = List.copyOf(recordings);
    problems = List.copyOf(problems);
    leftOut = Map.copyOf(leftOut);
  }
}
