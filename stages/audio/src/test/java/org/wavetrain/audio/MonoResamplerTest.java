package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_default_channel_layout;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class MonoResamplerTest {
  private final List<AVFrame> frames = new ArrayList<>();

  @AfterEach
  void free() {
    frames.forEach(frame -> av_frame_free(frame));
  }

  @Test
  void framesOfOneKindAreResampled() throws AudioRejected {
    PcmBuffer samples = new PcmBuffer(10_000);
    try (MonoResampler resampler = new MonoResampler(frame(16_000, 1, AV_SAMPLE_FMT_S16))) {
      resampler.convert(frame(16_000, 1, AV_SAMPLE_FMT_S16), samples);
      resampler.convert(frame(16_000, 1, AV_SAMPLE_FMT_S16), samples);
      resampler.flush(samples);
    }

    assertThat(samples.toArray()).hasSize(2_000);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "sound whose rate, channels or kind of samples change on the way",
      outcome = "set aside as AUDIO_CORRUPT")
  void aChangeOfRateChannelsOrSampleFormatIsNamed() throws AudioRejected {
    PcmBuffer samples = new PcmBuffer(10_000);
    try (MonoResampler resampler = new MonoResampler(frame(16_000, 2, AV_SAMPLE_FMT_S16))) {
      for (AVFrame other :
          List.of(
              frame(44_100, 2, AV_SAMPLE_FMT_S16),
              frame(16_000, 1, AV_SAMPLE_FMT_S16),
              frame(16_000, 2, AV_SAMPLE_FMT_S16P))) {
        assertThatExceptionOfType(AudioRejected.class)
            .isThrownBy(() -> resampler.convert(other, samples))
            .satisfies(
                rejected -> assertThat(rejected.problem()).isEqualTo(AudioProblem.AUDIO_CORRUPT))
            .withMessageContaining("2 channels at 16000 Hz");
      }
    }
  }

  private AVFrame frame(int rateHz, int channels, int sampleFormat) {
    AVFrame frame = av_frame_alloc();
    frames.add(frame);
    frame
        .nb_samples(1_000)
        .format(sampleFormat)
        .channels(channels)
        .channel_layout(av_get_default_channel_layout(channels))
        .sample_rate(rateHz);
    assertThat(av_frame_get_buffer(frame, 0)).isZero();
    return frame;
  }
}
