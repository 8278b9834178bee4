package org.wavetrain.wav2vec2.layer;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.masking.SpanMask;

/**
 * The self-supervised objective ({@code Wav2Vec2ForPreTraining}): from the transformer's last
 * hidden state at a masked frame, tell the frame's own quantised features from those of other
 * masked frames. The input is hidden state and normalised features side by side, [batch, frames,
 * hidden + features].
 */
public final class PretrainingOutput implements OutputFunction {
  private static final String HIDDEN = "project_hid";
  private static final String QUANTISED = "project_q";

  private final Kernels kernels;
  private final CurrentStep step;
  private final Wav2Vec2Configuration configuration;
  private final PretrainingObjective objective;
  private final FeatureNorm featureNorm;
  private final Quantizer settings;
  private final Linear hiddenProjection;
  private final Linear quantisedProjection;
  private final GumbelQuantizer quantizer;
  private final ContrastiveLoss contrastive;
  private final Dropout dropout;
  private final HeapBuffer usageGradient = new HeapBuffer();
  private PretrainingDraw draw;
  private double temperature;
  private CodebookUsage usage;
  private PretrainingScores scores;
  private INDArray projectedStates;
  private INDArray projectedQuantised;
  private long[] inputShape;

  /**
   * @param featureNorm measures the feature encoder's output, which the loss may penalise
   */
  public PretrainingOutput(
      Kernels kernels,
      CurrentStep step,
      Wav2Vec2Configuration configuration,
      PretrainingObjective objective,
      FeatureNorm featureNorm) {
    this.kernels = kernels;
    this.step = step;
    this.configuration = configuration;
    this.objective = objective;
    this.featureNorm = featureNorm;
    this.settings = configuration.quantizer();
    this.hiddenProjection = new Linear(kernels);
    this.quantisedProjection = new Linear(kernels);
    this.quantizer =
        new GumbelQuantizer(kernels, settings, featureWidth(), objective.logarithmFloor());
    this.contrastive = new ContrastiveLoss(kernels, settings);
    this.dropout =
        new Dropout(
            kernels,
            step,
            "quantizer",
            "feat_quantizer_dropout",
            configuration.dropouts().featureQuantizer());
  }

  /** Says what the next loss is measured against. */
  public void expect(PretrainingDraw next, double nextTemperature) {
    draw = next;
    temperature = nextTemperature;
    featureNorm.penalise(objective.featurePenaltyWeight() * next.mask().count());
  }

  /** What the last loss was made of. */
  public PretrainingScores scores() {
    return scores;
  }

  @Override
  public List<Parameter> parameters() {
    long width = settings.projectedSize();
    List<Parameter> parameters = new ArrayList<>(quantizer.parameters());
    parameters.addAll(linear(HIDDEN, width, hiddenWidth()));
    parameters.addAll(linear(QUANTISED, width, settings.codevectorSize()));
    return parameters;
  }

  private static List<Parameter> linear(String name, long out, long in) {
    Distribution start = Distribution.linear(in);
    return List.of(
        new Parameter(name + ".weight", new long[] {out, in}, start),
        new Parameter(name + ".bias", new long[] {out}, start));
  }

  @Override
  public boolean trainable() {
    return true;
  }

  @Override
  public void bindParameters(ParameterViews views) {
    quantizer.bindParameters(views);
    hiddenProjection.bindParameters(views.get(HIDDEN + ".weight"), views.get(HIDDEN + ".bias"));
    quantisedProjection.bindParameters(
        views.get(QUANTISED + ".weight"), views.get(QUANTISED + ".bias"));
  }

  @Override
  public void bindGradients(ParameterViews views) {
    quantizer.bindGradients(views);
    hiddenProjection.bindGradients(views.get(HIDDEN + ".weight"), views.get(HIDDEN + ".bias"));
    quantisedProjection.bindGradients(
        views.get(QUANTISED + ".weight"), views.get(QUANTISED + ".bias"));
  }

  /**
   * Projected hidden states above projected quantised features, [2 · batch · frames,
   * projectedSize].
   */
  @Override
  public INDArray forward(INDArray input) {
    inputShape = input.shape();
    INDArray rows = Rows.of(input);
    INDArray hidden = columns(rows, 0, hiddenWidth()).dup('c');
    INDArray features = columns(rows, hiddenWidth(), featureWidth()).dup('c');
    projectedStates = hiddenProjection.forward(hidden);
    float[] noise = step.get().training() ? draw.noise() : null;
    INDArray chosen = quantizer.forward(dropout.forward(features), noise, temperature);
    projectedQuantised = quantisedProjection.forward(chosen);
    long frames = rows.size(0);
    INDArray both = NativeArrays.empty(input.dataType(), 2 * frames, settings.projectedSize());
    both.get(NDArrayIndex.interval(0, frames), NDArrayIndex.all()).assign(projectedStates);
    both.get(NDArrayIndex.interval(frames, 2 * frames), NDArrayIndex.all())
        .assign(projectedQuantised);
    return both;
  }

  @Override
  public double loss(INDArray input) {
    forward(input);
    SpanMask mask = draw.mask();
    contrastive.compute(projectedStates, projectedQuantised, draw, quantizer);
    CodebookUsage hard = quantizer.hardUsage(mask);
    boolean soft = step.get().training() || objective.evaluatesProbabilities();
    usage = soft ? quantizer.softUsage(mask) : hard;
    int masked = mask.count();
    double entries = (double) settings.groups() * settings.entriesPerGroup();
    double diversity = (entries - usage.perplexity()) / entries * masked;
    scores =
        new PretrainingScores(
            contrastive.loss() + settings.diversityWeight() * diversity + featureNorm.penalty(),
            contrastive.loss(),
            diversity,
            featureNorm.inputMeanSquare(),
            contrastive.right(),
            contrastive.chance(),
            contrastive.guessLoss(),
            hard.perplexity(),
            usage.perplexity());
    return scores.total();
  }

  @Override
  public INDArray backward() {
    int entries = settings.groups() * settings.entriesPerGroup();
    SpanMask mask = draw.mask();
    double scale = -settings.diversityWeight() * mask.count() / entries;
    INDArray logitGradient =
        NativeArrays.empty(projectedStates.dataType(), (long) mask.rows() * mask.length(), entries);
    double[] ofUsage = usageGradient.room(Math.toIntExact(logitGradient.length()));
    usage.logitGradient(scale, mask, settings, ofUsage);
    usageGradient.write(logitGradient);
    INDArray ofChosen = quantisedProjection.backward(contrastive.targetGradient());
    INDArray ofFeatures = dropout.backward(quantizer.backward(ofChosen, logitGradient));
    INDArray ofHidden = hiddenProjection.backward(contrastive.predictionGradient());
    INDArray result = NativeArrays.empty(ofHidden.dataType(), inputShape);
    INDArray rows = Rows.of(result);
    columns(rows, 0, hiddenWidth()).assign(ofHidden);
    columns(rows, hiddenWidth(), featureWidth()).assign(ofFeatures);
    return result;
  }

  private static INDArray columns(INDArray rows, long start, long width) {
    return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(start, start + width));
  }

  private long hiddenWidth() {
    return configuration.contextNetwork().hiddenSize();
  }

  private long featureWidth() {
    return configuration.featureEncoder().outputChannels();
  }

  @Override
  public void clear() {
    hiddenProjection.clear();
    quantisedProjection.clear();
    quantizer.clear();
    contrastive.clear();
    dropout.clear();
    projectedStates = null;
    projectedQuantised = null;
    usage = null;
  }
}
