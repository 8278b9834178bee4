package org.wavetrain.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class AudioDecoderTest {
  @TempDir Path directory;
  private final AudioDecoder decoder = new AudioDecoder(Duration.ofSeconds(30));

  @Test
  void sixteenKilohertzMonoComesBackUnchanged() throws Exception {
    short[] tone = TestTone.sine(8000, 440, 16_000);
    Path file = TestTone.write(directory.resolve("a.wav"), TestTone.wave(tone, 1, 16_000));

    DecodedAudio audio = decoder.decode(file);

    assertThat(audio.samples()).containsExactly(tone);
    assertThat(audio.sourceSampleRateHz()).isEqualTo(16_000);
    assertThat(audio.codec()).isEqualTo("pcm_s16le");
  }

  @Test
  void aFileIsStreamedAsItIsDecoded() throws Exception {
    short[] tone = TestTone.sine(100_000, 440, 48_000);
    Path file = TestTone.write(directory.resolve("a.wav"), TestTone.wave(tone, 1, 48_000));
    List<Float> streamed = new ArrayList<>();

    decoder.stream(
        file,
        (samples, count) -> {
          for (int index = 0; index < count; index++) {
            streamed.add(samples[index]);
          }
        });

    float[] decoded = Pcm.toFloat(decoder.decode(file).samples());
    assertThat(streamed).hasSize(decoded.length);
    assertThat(streamed.toArray()).isEqualTo(boxed(decoded));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a playlist named .wav that names another file",
      outcome = "not followed, set aside as AUDIO_NOT_AUDIO")
  void aPlaylistThatNamesAnotherFileIsNotFollowed() throws Exception {
    TestTone.write(
        directory.resolve("secret.wav"),
        TestTone.wave(TestTone.sine(8000, 440, 16_000), 1, 16_000));
    Path playlist = directory.resolve("list.wav");
    for (String content :
        List.of(
            "ffconcat version 1.0\nfile secret.wav\n",
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nsecret.wav\n#EXT-X-ENDLIST\n")) {
      Files.writeString(playlist, content);
      assertThatExceptionOfType(AudioRejected.class)
          .isThrownBy(() -> decoder.decode(playlist))
          .satisfies(
              rejected -> assertThat(rejected.problem()).isEqualTo(AudioProblem.AUDIO_NOT_AUDIO));
    }
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a recording longer than the limit, read piece by piece",
      outcome = "refused as AUDIO_TOO_LONG at the limit")
  void aStreamEndsAtTheLimit() throws Exception {
    Path file =
        TestTone.write(
            directory.resolve("a.wav"),
            TestTone.wave(TestTone.sine(48_001, 440, 16_000), 1, 16_000));
    AudioDecoder limited = new AudioDecoder(Duration.ofSeconds(3));

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> limited.stream(file, (samples, count) -> {}))
        .satisfies(
            rejected -> assertThat(rejected.problem()).isEqualTo(AudioProblem.AUDIO_TOO_LONG));
  }

  private static Object[] boxed(float[] numbers) {
    Object[] boxed = new Object[numbers.length];
    for (int index = 0; index < boxed.length; index++) {
      boxed[index] = numbers[index];
    }
    return boxed;
  }

  @Test
  void fortyEightKilohertzStereoIsMixedAndResampled() throws Exception {
    short[] tone = TestTone.sine(48_000, 440, 48_000);
    short[] stereo = new short[2 * tone.length];
    for (int i = 0; i < tone.length; i++) {
      stereo[2 * i] = tone[i];
      stereo[2 * i + 1] = tone[i];
    }
    Path file = TestTone.write(directory.resolve("a.wav"), TestTone.wave(stereo, 2, 48_000));

    DecodedAudio audio = decoder.decode(file);

    assertThat(audio.samples().length).isCloseTo(16_000, within(2));
    assertThat(TestTone.strongest(audio.samples(), 220, 330, 440, 660, 880)).isEqualTo(440);
    assertThat(AudioMeasurements.of(audio.samples()).peakDbfs())
        .as("level")
        .isCloseTo(20 * Math.log10(12_000 / 32_768.0), within(0.3));
    assertThat(audio.sourceChannels()).isEqualTo(2);
  }

  @Test
  @Fault(area = FaultArea.AUDIO, injected = "a WAV file of 24 bits", outcome = "read at its level")
  void twentyFourBitSamplesKeepTheirLevel() throws Exception {
    short[] tone = TestTone.sine(16_000, 440, 16_000);
    byte[] data = new byte[3 * tone.length];
    for (int i = 0; i < tone.length; i++) {
      data[3 * i + 1] = (byte) tone[i];
      data[3 * i + 2] = (byte) (tone[i] >> 8);
    }
    Path file =
        TestTone.write(
            directory.resolve("a.wav"), TestTone.wave(1, 1, 16_000, 24, data, data.length));

    assertThat(decoder.decode(file).samples()).containsExactly(tone);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "an MP3 file named .wav",
      outcome = "read as what it is")
  void flacAndMp3AreReadWhateverTheirName() throws Exception {
    short[] tone = TestTone.sine(16_000, 440, 16_000);
    Path flac = encode(directory.resolve("a.flac"), SoundFormat.FLAC, tone, 16_000);
    Path mp3 = encode(directory.resolve("b.mp3"), SoundFormat.MP3, tone, 16_000);
    Path disguised = Files.copy(mp3, directory.resolve("c.wav"));

    assertThat(decoder.decode(flac).samples()).containsExactly(tone);
    assertThat(TestTone.strongest(decoder.decode(disguised).samples(), 220, 440, 880))
        .isEqualTo(440);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a FLAC file that is cut off",
      outcome = "set aside as AUDIO_TRUNCATED or AUDIO_CORRUPT")
  void aTruncatedFlacFileIsNamed() throws Exception {
    Path flac =
        encode(
            directory.resolve("a.flac"),
            SoundFormat.FLAC,
            TestTone.sine(64_000, 440, 16_000),
            16_000);
    byte[] whole = Files.readAllBytes(flac);
    Files.write(flac, Arrays.copyOf(whole, whole.length / 2));

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(flac))
        .satisfies(
            rejected ->
                assertThat(rejected.problem())
                    .isIn(AudioProblem.AUDIO_TRUNCATED, AudioProblem.AUDIO_CORRUPT));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a FLAC file with wrong bytes inside",
      outcome = "set aside as AUDIO_TRUNCATED or AUDIO_CORRUPT")
  void aFlacFileWithWrongBytesInsideIsNamed() throws Exception {
    Path flac =
        encode(
            directory.resolve("a.flac"),
            SoundFormat.FLAC,
            TestTone.sine(64_000, 440, 16_000),
            16_000);
    byte[] bytes = Files.readAllBytes(flac);
    for (int i = bytes.length / 2; i < bytes.length / 2 + 40; i++) {
      bytes[i] ^= 0x5a;
    }
    Files.write(flac, bytes);

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(flac))
        .satisfies(
            rejected ->
                assertThat(rejected.problem())
                    .isIn(AudioProblem.AUDIO_TRUNCATED, AudioProblem.AUDIO_CORRUPT));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "an AIFF file that is cut off",
      outcome = "set aside as AUDIO_TRUNCATED")
  void aTruncatedFileOfAnotherContainerIsNamed() throws Exception {
    short[] tone = TestTone.sine(32_000, 440, 16_000);
    Path file = directory.resolve("a.aiff");
    AudioFormat form = new AudioFormat(16_000, 16, 1, true, true);
    byte[] data = ByteBuffer.allocate(2 * tone.length).put(new byte[2]).array();
    try (AudioInputStream audio =
        new AudioInputStream(new ByteArrayInputStream(data), form, tone.length)) {
      AudioSystem.write(audio, AudioFileFormat.Type.AIFF, file.toFile());
    }
    assertThat(decoder.decode(file).samples()).hasSize(tone.length);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length * 9 / 10));

    rejectedAs(AudioProblem.AUDIO_TRUNCATED, file);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "an MP3 file whose rate changes on the way",
      outcome = "set aside as AUDIO_CORRUPT")
  void soundThatChangesItsRateOnTheWayIsNamed() throws Exception {
    Path first =
        encode(
            directory.resolve("a.mp3"),
            SoundFormat.MP3,
            TestTone.sine(16_000, 440, 16_000),
            16_000);
    Path second =
        encode(
            directory.resolve("b.mp3"),
            SoundFormat.MP3,
            TestTone.sine(44_100, 440, 44_100),
            44_100);
    Files.write(first, Files.readAllBytes(second), StandardOpenOption.APPEND);

    rejectedAs(AudioProblem.AUDIO_CORRUPT, first);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a recording of 399 samples, one fewer than a frame needs",
      outcome = "set aside as AUDIO_TOO_SHORT; 400 samples are read")
  void threeHundredNinetyNineSamplesAreTooShortAndFourHundredAreNot() throws Exception {
    Path shorter =
        TestTone.write(
            directory.resolve("a.wav"), TestTone.wave(TestTone.sine(399, 440, 16_000), 1, 16_000));
    Path enough =
        TestTone.write(
            directory.resolve("b.wav"), TestTone.wave(TestTone.sine(400, 440, 16_000), 1, 16_000));

    rejectedAs(AudioProblem.AUDIO_TOO_SHORT, shorter);
    assertThat(decoder.decode(enough).samples()).hasSize(400);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a recording longer than the limit",
      outcome = "set aside as AUDIO_TOO_LONG")
  void whatIsLongerThanTheLimitIsRefused() throws Exception {
    Path file =
        TestTone.write(
            directory.resolve("a.wav"),
            TestTone.wave(TestTone.sine(48_001, 440, 16_000), 1, 16_000));

    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> new AudioDecoder(Duration.ofSeconds(3)).decode(file))
        .satisfies(
            rejected -> assertThat(rejected.problem()).isEqualTo(AudioProblem.AUDIO_TOO_LONG))
        .withMessageContaining("3.0 s");
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a text named .wav",
      outcome = "set aside as AUDIO_NOT_AUDIO")
  void textWithASoundsNameIsNotAudio() throws Exception {
    Path file =
        TestTone.write(
            directory.resolve("a.wav"),
            "The quick brown fox jumps.\n".repeat(50).getBytes(StandardCharsets.UTF_8));
    rejectedAs(AudioProblem.AUDIO_NOT_AUDIO, file);
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a folder named .wav, and a file that is missing",
      outcome = "set aside as AUDIO_NOT_A_FILE and AUDIO_UNREADABLE")
  void aFolderAndAMissingFileAreNamed() throws IOException {
    rejectedAs(
        AudioProblem.AUDIO_NOT_A_FILE, Files.createDirectory(directory.resolve("folder.wav")));
    rejectedAs(AudioProblem.AUDIO_UNREADABLE, directory.resolve("missing.wav"));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a pipe named .wav that nobody writes to",
      outcome = "set aside as AUDIO_NOT_A_FILE without waiting")
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("pipe.wav");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> rejectedAs(AudioProblem.AUDIO_NOT_A_FILE, pipe));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a file name with a colon, spaces, quotes, a percent sign and an umlaut",
      outcome = "read")
  void namesWithColonsSpacesAndQuotesAreRead() throws Exception {
    short[] tone = TestTone.sine(8000, 440, 16_000);
    Path file =
        TestTone.write(
            directory.resolve("http: it's \"ä\" 100%.wav"), TestTone.wave(tone, 1, 16_000));
    assertThat(decoder.decode(file).samples()).containsExactly(tone);
  }

  private void rejectedAs(AudioProblem problem, Path file) {
    assertThatExceptionOfType(AudioRejected.class)
        .isThrownBy(() -> decoder.decode(file))
        .satisfies(rejected -> assertThat(rejected.problem()).isEqualTo(problem));
  }

  private static Path encode(Path file, SoundFormat format, short[] samples, int rateHz)
      throws IOException {
    SoundFile.write(file, format, samples, rateHz);
    return file;
  }
}
