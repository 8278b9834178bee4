package org.wavetrain.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.definition.Source;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.tracking.MetricPoint;

/** A finished run of made-up figures, of the size that real ones have. */
final class SampleRun {
  private static final List<String> KINDS =
      List.of("ingest", "augment", "pretrain", "finetune", "classify", "evaluate", "export");
  private static final String[] SENTENCES = {
    "turn on the red lamp in the kitchen",
    "close the second window slowly",
    "play the first song in the bedroom",
    "set the alarm for seven tomorrow"
  };

  private SampleRun() {}

  static FinishedPipeline pipeline() {
    List<FinishedStage> stages = new ArrayList<>();
    for (int index = 0; index < KINDS.size(); index++) {
      stages.add(
          new FinishedStage(
              KINDS.get(index),
              new ArtifactKey(
                  KINDS.get(index), new Sha256("%x".formatted(0xabcd + 7 * index).repeat(16))),
              index < 2,
              Duration.ofMillis(1_234L + 40_000L * index),
              new TreeMap<>(Map.of("batch_size", 16, "negatives", 100, "steps", 1500)),
              KINDS.get(index).equals("finetune") ? List.of(SPIKE) : List.of()));
    }
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Wavetrain", "0.1.0");
    versions.put("Java", "17.0.9");
    return new FinishedPipeline(
        "quickstart",
        Instant.parse("2026-01-02T03:04:05Z"),
        Duration.ofSeconds(432),
        stages,
        List.of(
            new Source("commands", Path.of("/data/corpora/commands"), "auto"),
            new Source("emotions", Path.of("/data/corpora/emotions"), "auto")),
        Optional.of(new RegisteredModel("quickstart", 3, true)),
        "http://127.0.0.1:5000",
        Optional.of("The speech is synthetic."),
        List.of(
            new PublishedResult("wer_layer_02", 0.1914, "test-clean", "a paper"),
            new PublishedResult("accuracy", 0.5, "the test split", "a model card"),
            new PublishedResult("cer_layer_12", 0.01, "test-other", "a paper")),
        versions);
  }

  static EvaluationArtifact evaluation() throws IOException {
    StringBuilder utterances = new StringBuilder();
    for (int index = 0; index < 12; index++) {
      utterances.append(utterance(index)).append('\n');
    }
    return EvaluationArtifact.read(
        new MemoryArtifact(
            Map.of(
                "metrics.json",
                """
                {"wer":0.1234,"cer":0.0456,"word_errors":864,"words":7001,"utterances":1000,
                "validation_wer":0.101,"validation_cer":0.041,"validation_utterances":500,
                "wer_layer_02":0.31,"cer_layer_02":0.12,"wer_layer_04":0.1234,"cer_layer_04":0.0456,
                "wer_low":0.11,"wer_high":0.14,"layers_layer_02":2,"compute_layer_02":0.6,"layers_layer_04":4,
                "compute_layer_04":1.0,"wer_entropy_0.02":0.18,"cer_entropy_0.02":0.07,
                "layers_entropy_0.02":2.75,"compute_entropy_0.02":0.715,
                "accuracy":0.78,"macro_f1":0.771,"majority_accuracy":0.25,"labelled_utterances":96,
                "training_speakers":8,"test_speakers":2,"shared_speakers":0,
                "training_sentences":4321,"test_sentences":998,"shared_sentences":0}\
                """,
                "utterances.jsonl",
                utterances.toString(),
                "slices.json",
                """
                [{"set":"test","kind":"set","value":"test-clean","transcribed":500,"wer":0.1,"wer_low":0.08,"wer_high":0.12,"cer":0.03},
                 {"set":"test","kind":"set","value":"test-other","transcribed":500,"wer":0.15,"wer_low":0.13,"wer_high":0.17,"cer":0.06},
                 {"set":"test","kind":"speaker","value":"commands/high-fast","transcribed":500,"wer":0.15,"wer_low":0.13,"wer_high":0.17,"cer":0.05,"classified":0},
                 {"set":"test","kind":"speaker","value":"emotions/Actor_09","transcribed":0,"classified":48,"accuracy":0.79},
                 {"set":"test","kind":"sex","value":"female","transcribed":250,"wer":0.2,"wer_low":0.1,"wer_high":0.3,"cer":0.07},
                 {"set":"test","kind":"duration","value":"0-2s","transcribed":250,"wer":0.1,"wer_low":0.05,"wer_high":0.2,"cer":0.07},
                 {"set":"validation","kind":"speaker","value":"commands/low","transcribed":250,"wer":0.1,"cer":0.04,"classified":0}]\
                """,
                "confusion.json",
                """
                {"split":"test","labels":["angry","calm","happy","sad"],
                 "counts":[[20,1,3,0],[0,22,0,2],[5,1,17,1],[0,7,1,16]]}\
                """)));
  }

  static DataReportTables data() throws IOException {
    return DataReportTables.of(corpus().node());
  }

  static CorpusFigures corpus() throws IOException {
    return CorpusFigures.read(
        new MemoryArtifact(
            Map.of(
                "data_report.json",
                """
                {"splits":{"train":{"utterances":4393,"seconds":10923.2,"speakers":6},
                           "test":{"utterances":1000,"seconds":2510.0,"speakers":2}},
                 "seconds":{"minimum":0.9,"median":2.4,"maximum":6.2,"sum":13433.2},
                 "peak_dbfs":{"minimum":-12.0,"median":-3.1,"maximum":-0.2,"sum":null},
                 "recordings_with_clipping":3,
                 "sample_rates_hz":{"16000":5893,"22050":7},
                 "characters":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":1,"k":2,
                               "l":3,"m":4},
                 "rejects_by_reason":{},
                 "rejects":[{"file":"wavs/a-17.wav","reason":"AUDIO_TRUNCATED",
                             "detail":"ends after 0.4 of 2.1 seconds"}]}\
                """)));
  }

  /** As trainings warn of a batch whose loss jumps. */
  static final StageWarning SPIKE =
      new StageWarning(
          1204,
          "loss_spike",
          "the loss jumped to 41.200 from a mean of 2.310 with commands-high-fast-0007",
          "listen to these utterances and compare them with their texts");

  /** Falling losses, rising accuracies, with noise. */
  static List<MetricPoint> history(String metric) {
    Random random = new Random(metric.hashCode());
    boolean validation = metric.startsWith("validation");
    int count = validation ? 15 : 1500;
    return IntStream.range(0, count)
        .mapToObj(
            index -> {
              double progress = (double) index / count;
              double noise = (validation ? 0.01 : 0.06) * random.nextGaussian();
              double value =
                  metric.contains("accuracy")
                      ? 0.05 + 0.7 * (1 - Math.exp(-4 * progress)) + noise / 3
                      : metric.contains("perplexity")
                          ? 40 + 300 * progress + 50 * noise
                          : 0.1
                              + (metric.contains("er") ? 0.9 : 3) * Math.exp(-5 * progress)
                              + Math.abs(noise);
              return new MetricPoint(validation ? (index + 1) * 100L : index, value, Instant.EPOCH);
            })
        .toList();
  }

  static ReportPage page() throws IOException {
    FinishedPipeline pipeline = SampleRun.pipeline();
    Map<String, StageTrace> traces = new TreeMap<>();
    for (FinishedStage stage : pipeline.stages()) {
      traces.put(
          stage.name(),
          new StageTrace(
              "s3://wavetrain/artifacts/" + stage.key(),
              stage.elapsed().plusSeconds(7),
              Optional.of(stage.key().digest().hex().substring(32))));
    }
    return new ReportContents(pipeline, traces)
        .page(
            Optional.of(evaluation()),
            Map.of("ingest", new DataSections("ingest", corpus(), new CorpusInService.Unknown())),
            stage -> SampleRun::history);
  }

  private static String utterance(int index) {
    String[] words = SENTENCES[index % SENTENCES.length].split(" ");
    StringBuilder alignment = new StringBuilder();
    for (int word = 0; word < words.length; word++) {
      String edit =
          switch ((word + index) % 5) {
            case 0 -> "{\"kind\":\"substitution\",\"reference\":\"%s\",\"hypothesis\":\"lamb\"}";
            case 1 -> "{\"kind\":\"deletion\",\"reference\":\"%s\"}";
            default -> "{\"kind\":\"match\",\"reference\":\"%1$s\",\"hypothesis\":\"%1$s\"}";
          };
      alignment.append(word == 0 ? "" : ",").append(edit.formatted(words[word]));
      if (word == index % 4) {
        alignment.append(",{\"kind\":\"insertion\",\"hypothesis\":\"a\"}");
      }
    }
    long errors = LongStream.range(0, words.length).filter(w -> (w + index) % 5 < 2).count() + 1;
    return """
    {"id":"commands-high-fast-%04d","speaker":"commands/high-fast","set":"test","split":"test",\
    "reference":"%s","hypothesis":"…","errors":%d,"words":%d,"alignment":[%s]}\
    """
        .formatted(index, String.join(" ", words), errors, words.length, alignment);
  }
}
