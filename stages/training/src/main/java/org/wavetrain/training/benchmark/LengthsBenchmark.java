package org.wavetrain.training.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.corpus.SampleSource;
import org.wavetrain.training.batch.BatchLoader;
import org.wavetrain.training.batch.BatchPosition;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.batch.Batches;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.loop.TrainedRanges;
import org.wavetrain.training.optimizer.Adam;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Measures fine-tuning of the base model, its convolutional encoder frozen, on noise as long as the
 * utterances of a corpus, in batches by seconds: what {@code infra/bench/lengths.py} compares with
 * PyTorch.
 */
public final class LengthsBenchmark {
  /** About what English text has. */
  private static final int LABELS_PER_SECOND = 14;

  /** Identifiers of the special symbols lie below. */
  private static final int FIRST_LETTER = 4;

  private static final AdamSettings ADAMW = new AdamSettings(0.9, 0.999, 1e-8, 0.01, true);
  private static final double LEARNING_RATE = 1e-5;

  private final CtcNetwork network;
  private final Adam optimizer;
  private long steps;

  private LengthsBenchmark(CtcNetwork network, Adam optimizer) {
    this.network = network;
    this.optimizer = optimizer;
  }

  /**
   * Prints one JSON object.
   *
   * @param arguments a file with a number of samples on each line; most seconds in a batch; seconds
   *     of audio to train on at least; the seed of the batches' order
   */
  public static void main(String[] arguments) throws Exception {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What libraries print must not get between.
    System.setOut(System.err);
    BatchSettings batching =
        new BatchSettings(
            0,
            Math.round(Double.parseDouble(arguments[1]) * DecodedAudio.SAMPLE_RATE_HZ),
            0,
            true,
            true);
    Batches batches =
        new Batches(examples(Path.of(arguments[0])), batching, Long.parseLong(arguments[3]));
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.base().withDropouts(Dropouts.NONE).withSpecAugment(SpecAugment.NONE);
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                configuration,
                CtcOptions.lastLayer(configuration),
                NetworkOptions.frozenFeatureEncoder(kernels))) {
      network.initialise(1);
      try (Adam optimizer =
          new Adam(ADAMW, network.parameters(), TrainedRanges.of(network.layout(), 1, 0))) {
        Map<String, Object> result =
            new LengthsBenchmark(network, optimizer)
                .measure(batches, Double.parseDouble(arguments[2]));
        out.println(new ObjectMapper().writeValueAsString(result));
      }
    }
    System.exit(0);
  }

  private Map<String, Object> measure(Batches batches, double leastSeconds)
      throws InterruptedException {
    // Libraries load and memory is taken at the first step.
    step(
        WaveformBatch.of(
            List.of(new float[DecodedAudio.SAMPLE_RATE_HZ], new float[DecodedAudio.SAMPLE_RATE_HZ]),
            true));
    long started = System.nanoTime();
    double audio = 0;
    long samples = 0;
    long padded = 0;
    try (BatchLoader loader = new BatchLoader(batches.from(BatchPosition.START))) {
      while (audio < leastSeconds) {
        ExampleBatch batch = loader.next();
        step(batch.waveforms());
        audio += batch.waveforms().seconds();
        for (int length : batch.waveforms().lengths()) {
          samples += length;
        }
        padded += batch.paddedSamples();
      }
      double elapsed = (System.nanoTime() - started) / 1e9;
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("peer", "wavetrain");
      result.put("batches", steps - 1);
      result.put("audio_s", audio);
      result.put("audio_s_per_s", audio / elapsed);
      result.put("padding_fraction", 1 - samples / (double) padded);
      result.put("data_wait_fraction", loader.waitedNanos() / 1e9 / elapsed);
      return result;
    }
  }

  private void step(WaveformBatch batch) {
    network.computeGradient(batch, labels(batch), new StepRandom(1, steps));
    optimizer.update(network.gradient(), 1, LEARNING_RATE, steps);
    steps++;
  }

  private int[][] labels(WaveformBatch batch) {
    RandomStream random = new StepRandom(1, steps).stream("benchmark", "labels");
    int letters = network.configuration().ctcHead().vocabularySize() - FIRST_LETTER;
    int[][] labels = new int[batch.size()][];
    for (int row = 0; row < labels.length; row++) {
      labels[row] =
          new int
              [(int)
                  ((long) batch.lengths()[row] * LABELS_PER_SECOND / DecodedAudio.SAMPLE_RATE_HZ)];
      for (int index = 0; index < labels[row].length; index++) {
        labels[row][index] = FIRST_LETTER + random.nextInt(letters);
      }
    }
    return labels;
  }

  private static List<Example> examples(Path file) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      examples.add(
          new Example("utterance-" + examples.size(), "", new Noise(Integer.parseInt(line))));
    }
    return examples;
  }

  /** An engine takes as long on it as on speech. */
  private record Noise(int length) implements SampleSource {
    @Override
    public short[] read(int start, int count) {
      RandomStream random = new StepRandom(length, start).stream("benchmark", "samples");
      short[] samples = new short[count];
      for (int index = 0; index < count; index++) {
        samples[index] = (short) random.nextInt(1 << 16);
      }
      return samples;
    }
  }
}
