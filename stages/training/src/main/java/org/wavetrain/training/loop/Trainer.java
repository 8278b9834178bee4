package org.wavetrain.training.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.training.batch.BatchLoader;
import org.wavetrain.training.batch.BatchPosition;
import org.wavetrain.training.batch.Batches;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.optimizer.Adam;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Trains an objective from its present parameters, or from the newest checkpoint when there is one.
 * Used once.
 */
public final class Trainer implements AutoCloseable {
  /** Updates with a gradient that is not finite, one after the other, after which it gives up. */
  private static final int MOST_SKIPPED_IN_A_ROW = 20;

  /** torch.nn.utils.clip_grad_norm_ adds it to the norm. */
  private static final double CLIP_EPSILON = 1e-6;

  private final TrainerSettings settings;
  private final TrainingObjective objective;
  private final Batches training;
  private final Batches validation;
  private final TrainingHost host;
  private final TrainingReport report;
  private final Adam optimizer;
  private final GradientAccumulator accumulator;

  /** The parameters of the best evaluation, where the training ends with them. */
  private final Optional<INDArray> bestParameters;

  private final Throughput throughput = new Throughput();
  private final List<EvaluationRecord> history = new ArrayList<>();
  private final List<TrainingWarning> warnings = new ArrayList<>();

  private ConvergenceWatch watch;
  private BatchPosition position = BatchPosition.START;
  private Best best = Best.NONE;
  private long step;
  private long savedStep = -1;
  private long skippedUpdates;
  private int skippedInARow;

  /**
   * @param objective its parameters are trained in place
   * @param validation what {@link TrainingObjective#evaluate} gets
   */
  public Trainer(
      TrainerSettings settings,
      TrainingObjective objective,
      Batches training,
      Batches validation,
      TrainingHost host) {
    this.settings = settings;
    this.objective = objective;
    this.training = training;
    this.validation = validation;
    this.host = host;
    this.report = new TrainingReport(host.log(), host.progress(), settings.steps());
    INDArray parameters = objective.parameters();
    this.optimizer = new Adam(settings.optimizer(), parameters, objective.trainedRanges());
    this.accumulator = new GradientAccumulator(parameters.length(), settings.accumulation());
    this.bestParameters = settings.keepBest() ? Optional.of(parameters.dup()) : Optional.empty();
    this.watch = watch(WatchState.START);
  }

  /**
   * Trains to the end.
   *
   * @return the state at the end; the objective's parameters are the best or the last ones, as the
   *     settings say
   * @throws StageStopped when asked to stop, after a checkpoint was saved
   */
  public TrainerState run() throws IOException, InterruptedException {
    restore();
    report.begin(step);
    try (BatchLoader loader = new BatchLoader(training.from(position))) {
      train(loader);
    } catch (StopAsked asked) {
      save();
      throw new StageStopped("stopped after step " + step + ", which is checkpointed");
    }
    requireMoreMadeThanSkipped();
    if (best.step() >= 0) {
      bestParameters.ifPresent(objective.parameters()::assign);
    }
    return state();
  }

  private void train(BatchLoader loader) throws IOException, InterruptedException {
    // Whoever was asked to stop may have left it out.
    evaluateIfDue();
    while (!finished()) {
      update(loader);
      evaluateIfDue();
      if (step % settings.checkpointEvery() == 0) {
        save();
      }
    }
  }

  /**
   * Asked to stop between two batches, since updates and evaluations of many may take minutes. What
   * it was in the midst of is done again by whoever goes on.
   */
  private static final class StopAsked extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private boolean finished() {
    return step >= settings.steps()
        || (settings.patience() > 0 && best.evaluationsSince() >= settings.patience());
  }

  private void update(BatchLoader loader) throws InterruptedException {
    long started = System.nanoTime();
    long waitedBefore = loader.waitedNanos();
    StepTally tally = new StepTally();
    List<String> ids = new ArrayList<>();
    BatchPosition next = position;
    Map<String, Long> remembered = objective.memory();
    for (int part = 0; part < settings.accumulation(); part++) {
      if (host.stopRequested().getAsBoolean()) {
        objective.recall(remembered);
        throw new StopAsked();
      }
      ExampleBatch batch = loader.next();
      StepRandom random = new StepRandom(settings.seed(), step * settings.accumulation() + part);
      tally.add(objective.computeGradient(batch, random, step));
      accumulator.add(objective.gradient(), part == 0);
      throughput.add(batch);
      ids.addAll(batch.ids());
      next = batch.next();
    }
    position = next;
    StepLoss mean = tally.mean();
    double gradientNorm = optimizer.gradientNorm(accumulator.gradient(), step) / mean.weight();
    double learningRate = settings.schedule().at(step);
    if (Double.isFinite(mean.loss()) && Double.isFinite(gradientNorm)) {
      double factor = clipFactor(gradientNorm) / mean.weight();
      optimizer.update(accumulator.gradient(), factor, learningRate, step);
      skippedInARow = 0;
      step++;
      watch.observe(step, mean.loss(), gradientNorm, ids).forEach(this::warn);
    } else {
      step++;
      skip(mean.loss(), gradientNorm, ids);
    }
    report.step(step, mean, gradientNorm, learningRate);
    throughput.endUpdate(
        (System.nanoTime() - started) / 1e9, (loader.waitedNanos() - waitedBefore) / 1e9);
    if (throughput.isDue(step, step == settings.steps())) {
      report.throughput(step, throughput.take());
    }
  }

  private double clipFactor(double gradientNorm) {
    return settings.clipNorm() > 0
        ? Math.min(1, settings.clipNorm() / (gradientNorm + CLIP_EPSILON))
        : 1;
  }

  private void skip(double loss, double gradientNorm, List<String> ids) {
    skippedUpdates++;
    skippedInARow++;
    String sentence =
        "the loss is %s and the gradient norm %s with %s; %d updates were skipped so far"
            .formatted(loss, gradientNorm, String.join(", ", ids), skippedUpdates);
    String remedy = "lower the learning rate or lengthen the warm-up";
    watch
        .firstOfTheirName(
            List.of(new TrainingWarning("gradient_not_finite", step, sentence, remedy)))
        .forEach(this::warn);
    if (skippedInARow >= MOST_SKIPPED_IN_A_ROW) {
      throw new UserFailure(
          TrainingError.TRAINING_DIVERGED,
          "%d updates in a row up to step %d had a loss or gradient that is not finite."
              .formatted(skippedInARow, step),
          "Lower the learning rate or lengthen the warm-up.");
    }
  }

  /** A short run may end before so many are skipped in a row. */
  private void requireMoreMadeThanSkipped() {
    if (2 * skippedUpdates > step) {
      throw new UserFailure(
          TrainingError.TRAINING_DIVERGED,
          "%d of %d updates had a loss or gradient that is not finite."
              .formatted(skippedUpdates, step),
          "Lower the learning rate or lengthen the warm-up.");
    }
  }

  private void evaluateIfDue() {
    boolean due = step % settings.evaluateEvery() == 0 || step == settings.steps();
    boolean done = !history.isEmpty() && history.get(history.size() - 1).step() == step;
    if (step > 0 && due && !done) {
      evaluate();
    }
  }

  private void requireNotStopped() {
    if (host.stopRequested().getAsBoolean()) {
      throw new StopAsked();
    }
  }

  private void evaluate() {
    Map<String, Double> metrics =
        objective.evaluate(validation.once().peek(batch -> requireNotStopped()));
    history.add(new EvaluationRecord(step, metrics));
    report.evaluation(step, metrics, objective.bestMetric());
    double value = metrics.get(objective.bestMetric().name());
    boolean improved = objective.bestMetric().better(value, best.value());
    // Of equals the later one is kept: it has seen more.
    if (improved || value == best.value()) {
      bestParameters.ifPresent(kept -> kept.assign(objective.parameters()));
    }
    best = best.next(value, step, improved);
    if (watch.wellUnderWay(step)) {
      watch.firstOfTheirName(objective.judge(step, metrics)).forEach(this::warn);
    }
  }

  private void warn(TrainingWarning warning) {
    warnings.add(warning);
    report.warning(warning);
  }

  private void save() throws IOException {
    if (savedStep == step) {
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.in(host.directory())) {
      CheckpointFolder checkpoint = new CheckpointFolder(folder.path());
      checkpoint.writeModel(objective.tensors());
      checkpoint.writeOptimizer(optimizer.means(), optimizer.squares());
      if (bestParameters.isPresent()) {
        checkpoint.writeBest(bestParameters.get());
      }
      checkpoint.writeState(state());
      host.checkpoints().save(step, folder.path(), settings.checkpointsKept());
    }
    savedStep = step;
  }

  private void restore() throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.in(host.directory())) {
      if (host.checkpoints().restoreLatest(folder.path()).isPresent()) {
        restore(folder.path());
      }
    }
  }

  private void restore(Path directory) throws IOException {
    CheckpointFolder checkpoint = new CheckpointFolder(directory);
    TrainerState saved = checkpoint.readState();
    objective.load(checkpoint.readModel());
    checkpoint.readOptimizer(optimizer.means(), optimizer.squares());
    bestParameters.ifPresent(checkpoint::readBest);
    optimizer.restoreUpdates(saved.optimizerUpdates());
    step = saved.step();
    savedStep = step;
    position = saved.position();
    best = saved.best();
    skippedUpdates = saved.skippedUpdates();
    skippedInARow = saved.skippedInARow();
    history.addAll(saved.history());
    warnings.addAll(saved.warnings());
    watch = watch(saved.watch());
    objective.recall(saved.objective());
    report.resumed(step);
    if (!history.isEmpty()) {
      report.show(history.get(history.size() - 1).metrics(), objective.bestMetric());
    }
  }

  private ConvergenceWatch watch(WatchState state) {
    return new ConvergenceWatch(settings.schedule().warmupSteps(), settings.steps(), state);
  }

  private TrainerState state() {
    return new TrainerState(
        settings.seed(),
        step,
        position,
        optimizer.updates(),
        skippedUpdates,
        skippedInARow,
        best,
        history,
        warnings,
        watch.state(),
        objective.memory());
  }

  @Override
  public void close() {
    optimizer.close();
    accumulator.close();
    bestParameters.ifPresent(INDArray::close);
  }
}
