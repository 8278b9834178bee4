package org.wavetrain.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;

/** FFmpeg writes to the process's standard error by default; problems come back as codes. */
final class FfmpegLog {
  private FfmpegLog() {}

  /** To be called before any other function of FFmpeg. */
  static void silence() {
    av_log_set_level(AV_LOG_QUIET);
  }
}
