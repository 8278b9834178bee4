package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.layer.ExitHead;
import org.wavetrain.wav2vec2.layer.LayerFunction;
import org.wavetrain.wav2vec2.layer.Step;

/** One batch's forward pass, which an utterance leaves at the exit that a rule chooses. */
final class EarlyExitPass {
  private final NetworkRuntime runtime;
  private final Compaction compaction;
  private final Map<Integer, ExitHead> heads;
  private final ExitRule rule;
  private final ExitScores[] found;
  private List<Integer> utterances;
  private INDArray state;
  private Step step;
  private int looks;

  /**
   * @param heads of the exits, by their layers
   */
  EarlyExitPass(
      NetworkRuntime runtime,
      Compaction compaction,
      Map<Integer, ExitHead> heads,
      ExitRule rule,
      WaveformBatch batch) {
    this.runtime = runtime;
    this.compaction = compaction;
    this.heads = heads;
    this.rule = rule;
    this.found = new ExitScores[batch.size()];
    this.utterances = IntStream.range(0, batch.size()).boxed().toList();
    this.step = runtime.scoringStep(batch);
  }

  /**
   * Runs the trunk on samples [batch, samples, 1], made in the arena before all else, layer by
   * layer, until all have left.
   */
  List<ExitScores> run(INDArray samples) {
    Map<String, Integer> exits = new HashMap<>();
    heads.keySet().forEach(layer -> exits.put(GraphAssembly.hidden(layer), layer));
    state = samples;
    runtime.currentStep().begin(step);
    for (Map.Entry<String, LayerFunction> vertex : runtime.functions().entrySet()) {
      if (utterances.isEmpty()) {
        break;
      }
      state = vertex.getValue().forward(state);
      vertex.getValue().clear();
      if (exits.containsKey(vertex.getKey())) {
        state = afterExit(exits.get(vertex.getKey()));
      }
      // Nothing but the state is read again.
      compaction.release(0, List.of(new LiveArray(state, moved -> state = moved)));
    }
    return Arrays.asList(found);
  }

  /** The state of those that go on. */
  private INDArray afterExit(int layer) {
    boolean last = layer == runtime.configuration().contextNetwork().layers();
    if (!last && !rule.looksAt(layer)) {
      return state;
    }
    looks++;
    float[] logits = heads.get(layer).scores(state);
    int vocabulary = runtime.configuration().ctcHead().vocabularySize();
    List<Integer> staying = new ArrayList<>();
    for (int row = 0; row < utterances.size(); row++) {
      int start = row * step.frames() * vocabulary;
      int frames = step.frameLengths()[row];
      if (last || rule.stops(logits, start, frames, vocabulary)) {
        found[utterances.get(row)] =
            new ExitScores(
                layer,
                looks,
                frames,
                Arrays.copyOfRange(logits, start, start + frames * vocabulary));
      } else {
        staying.add(row);
      }
    }
    return staying.size() == utterances.size() ? state : only(staying);
  }

  private INDArray only(List<Integer> rows) {
    utterances = rows.stream().map(utterances::get).toList();
    if (rows.isEmpty()) {
      return state;
    }
    int[] lengths = rows.stream().mapToInt(row -> step.frameLengths()[row]).toArray();
    step = new Step(step.frames(), lengths, false, step.random(), step.timeMask());
    runtime.currentStep().begin(step);
    INDArray kept =
        Nd4j.createUninitialized(
            state.dataType(), new long[] {rows.size(), state.size(1), state.size(2)}, 'c');
    for (int row = 0; row < rows.size(); row++) {
      kept.slice(row).assign(state.slice(rows.get(row)));
    }
    return kept;
  }
}
