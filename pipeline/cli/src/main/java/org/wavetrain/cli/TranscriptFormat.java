package org.wavetrain.cli;

import java.util.Locale;
import org.wavetrain.recognition.Transcript;
import org.wavetrain.recognition.subtitles.Subtitles;

/** How a transcript is written. */
enum TranscriptFormat {
  TEXT("txt"),
  JSON("json"),
  SRT("srt"),
  VTT("vtt");

  private final String ending;

  TranscriptFormat(String ending) {
    this.ending = ending;
  }

  /** What names of such files end with, without the dot. */
  String ending() {
    return ending;
  }

  /** Whether it is more than a line, so that several cannot stand one after the other. */
  boolean isSubtitles() {
    return this == SRT || this == VTT;
  }

  /** A transcript in any format but JSON, which tells more than what was said. */
  String written(Transcript transcript) {
    return switch (this) {
      case TEXT -> transcript.text() + "\n";
      case SRT -> Subtitles.subRip(transcript);
      case VTT -> Subtitles.webVtt(transcript);
      case JSON -> throw new IllegalArgumentException("JSON is written by TranscriptJson");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
