package org.wavetrain.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F24LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S32LE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;

/**
 * How the samples of a WAV file are stored. FFmpeg takes integers of 32 bits of which 24 count for
 * floating-point numbers, which an old program wrote with a header that {@link WaveHeader} refuses.
 */
final class WaveCoding {
  private WaveCoding() {}

  static boolean isWave(AVFormatContext format) {
    return format.iformat().name().getString().equals("wav");
  }

  /**
   * The decoder of what is stored.
   *
   * @param parameters of the sound, which are corrected
   * @param found the decoder that FFmpeg would take
   */
  static AVCodec stored(AVCodecParameters parameters, AVCodec found) {
    if (parameters.codec_id() != AV_CODEC_ID_PCM_F24LE) {
      return found;
    }
    parameters.codec_id(AV_CODEC_ID_PCM_S32LE);
    return avcodec_find_decoder(AV_CODEC_ID_PCM_S32LE);
  }
}
