package org.wavetrain.synthesis;

import com.sun.speech.freetts.audio.AudioPlayer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;

/** A FreeTTS audio player that plays nothing and keeps the samples. */
final class CollectedAudio implements AudioPlayer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private AudioFormat format;

  /** The samples so far. */
  short[] samples() {
    short[] samples = new short[bytes.size() / Short.BYTES];
    ByteBuffer.wrap(bytes.toByteArray())
        .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  @Override
  public void setAudioFormat(AudioFormat newFormat) {
    if (newFormat.getSampleSizeInBits() != 16 || newFormat.getChannels() != 1) {
      throw new IllegalArgumentException("expected 16-bit mono, got " + newFormat);
    }
    format = newFormat;
  }

  @Override
  public AudioFormat getAudioFormat() {
    return format;
  }

  @Override
  public boolean write(byte[] audioData) {
    return write(audioData, 0, audioData.length);
  }

  @Override
  public boolean write(byte[] audioData, int start, int length) {
    bytes.write(audioData, start, length);
    return true;
  }

  @Override
  public boolean drain() {
    return true;
  }

  @Override
  public void begin(int size) {}

  @Override
  public boolean end() {
    return true;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void reset() {}

  @Override
  public void cancel() {}

  @Override
  public void close() {}

  @Override
  public float getVolume() {
    return 1;
  }

  @Override
  public void setVolume(float volume) {}

  @Override
  public long getTime() {
    return 0;
  }

  @Override
  public void resetTime() {}

  @Override
  public void startFirstSampleTimer() {}

  @Override
  public void showMetrics() {}
}
