package org.wavetrain.audio;

import java.util.List;

/** What the names of recordings end with. */
public final class AudioExtensions {
  /** Common containers that FFmpeg reads, in lower case; earlier ones are preferred. */
  public static final List<String> ALL =
      List.of(
          "wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "mp4", "mka", "webm", "wma",
          "aif", "aiff", "aifc", "au", "caf", "w64", "wv", "ape", "amr", "3gp", "sph", "nist");

  private AudioExtensions() {}
}
