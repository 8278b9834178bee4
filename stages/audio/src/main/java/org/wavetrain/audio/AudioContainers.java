package org.wavetrain.audio;

import java.util.List;

/**
 * The formats of files that are read. FFmpeg knows many more, among them playlists such as those of
 * HLS, DASH and ffconcat, which name other files and hosts: whoever sends one must not choose what
 * is read.
 */
final class AudioContainers {
  /** Names of FFmpeg's demuxers, each of which reads one file and no other. */
  static final String NAMES =
      String.join(
          ",",
          List.of(
              "aac",
              "ac3",
              "aiff",
              "amr",
              "amrnb",
              "amrwb",
              "ape",
              "asf",
              "au",
              "avi",
              "caf",
              "dsf",
              "dts",
              "eac3",
              "flac",
              "flv",
              "g722",
              "gsm",
              "loas",
              "matroska",
              "mov",
              "mp3",
              "mp4",
              "mpc",
              "mpc8",
              "mpeg",
              "mpegts",
              "nistsphere",
              "ogg",
              "sox",
              "tak",
              "tta",
              "voc",
              "w64",
              "wav",
              "webm",
              "wv"));

  private AudioContainers() {}
}
