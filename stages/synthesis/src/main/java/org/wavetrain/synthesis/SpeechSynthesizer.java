package org.wavetrain.synthesis;

import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.util.Arrays;
import org.wavetrain.audio.DecodedAudio;

/**
 * Speaks English with FreeTTS's voice kevin16: 16 kHz, mono, 16-bit. The same text and prosody give
 * the same samples. Not safe for use by several threads; make one for each.
 */
public final class SpeechSynthesizer implements AutoCloseable {
  /** Sampling rate of what {@link #speak} returns. */
  public static final int SAMPLE_RATE_HZ = DecodedAudio.SAMPLE_RATE_HZ;

  private final Voice voice;

  public SpeechSynthesizer() {
    voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(candidate -> candidate.getName().equals("kevin16"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("FreeTTS has no voice kevin16"));
    // FreeTTS reads its letter-to-sound rules through a static table, two readers mix them up.
    synchronized (Voice.class) {
      voice.allocate();
    }
  }

  /** Speaks one sentence. */
  public short[] speak(String sentence, Prosody prosody) {
    CollectedAudio audio = new CollectedAudio();
    voice.setAudioPlayer(audio);
    voice.setPitch((float) prosody.pitchHz());
    voice.setPitchRange((float) prosody.pitchRangeHz());
    voice.setRate((float) prosody.wordsPerMinute());
    if (!voice.speak(sentence)) {
      throw new IllegalStateException("FreeTTS could not speak: " + sentence);
    }
    short[] samples = audio.samples();
    colour(samples, prosody);
    return samples;
  }

  private static void colour(short[] samples, Prosody prosody) {
    double scale = prosody.gain() / (1 + Math.abs(prosody.tilt()));
    int before = 0;
    for (int i = 0; i < samples.length; i++) {
      int sample = samples[i];
      samples[i] = (short) Math.round(scale * (sample + prosody.tilt() * before));
      before = sample;
    }
  }

  @Override
  public void close() {
    voice.deallocate();
  }
}
