package org.wavetrain.recognition.subtitles;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.wavetrain.recognition.Transcript;

/** Writes transcripts as subtitles, in cues of two lines of 42 characters and 7 s at most. */
public final class Subtitles {
  private Subtitles() {}

  /** In the format of SubRip, {@code .srt}. */
  public static String subRip(Transcript transcript) {
    StringBuilder text = new StringBuilder();
    List<Cue> cues = Cues.of(transcript);
    for (int index = 0; index < cues.size(); index++) {
      text.append(index + 1).append('\n');
      append(cues.get(index), ',', text);
    }
    return text.toString();
  }

  /** In WebVTT, {@code .vtt}: https://www.w3.org/TR/webvtt1/. */
  public static String webVtt(Transcript transcript) {
    StringBuilder text = new StringBuilder("WEBVTT\n\n");
    for (Cue cue : Cues.of(transcript)) {
      append(
          new Cue(cue.start(), cue.end(), cue.lines().stream().map(Subtitles::escaped).toList()),
          '.',
          text);
    }
    return text.toString();
  }

  private static void append(Cue cue, char point, StringBuilder text) {
    text.append(time(cue.start(), point))
        .append(" --> ")
        .append(time(cue.end(), point))
        .append('\n')
        .append(String.join("\n", cue.lines()))
        .append("\n\n");
  }

  private static String time(Duration time, char point) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        time.toHours(),
        time.toMinutesPart(),
        time.toSecondsPart(),
        point,
        time.toMillisPart());
  }

  private static String escaped(String line) {
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
