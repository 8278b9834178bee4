package org.wavetrain.service;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.IntSupplier;
import org.eclipse.jetty.http.HttpStatus;

/** What the service tells Prometheus. */
final class ServiceMetrics {
  /** Weight of the newest batch in the mean time of a request. */
  private static final double NEWEST = 0.2;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("wavetrain_requests_total")
          .help("Requests that were answered.")
          .labelNames("path", "status")
          .register(registry);
  private final Counter abandoned =
      Counter.builder()
          .name("wavetrain_uploads_abandoned_total")
          .help("Requests whose client went away before all of the recording was there.")
          .labelNames("path")
          .register(registry);
  private final Histogram latency =
      Histogram.builder()
          .name("wavetrain_request_seconds")
          .help("From a request's arrival to its answer; refusals are not among them.")
          .labelNames("path")
          .classicOnly()
          .classicUpperBounds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
          .register(registry);
  private final Counter sound =
      Counter.builder()
          .name("wavetrain_sound_seconds_total")
          .help("Sound that was heard.")
          .register(registry);
  private final Counter computing =
      Counter.builder()
          .name("wavetrain_computing_seconds_total")
          .help("Time that the model took.")
          .register(registry);
  private final Histogram batches =
      Histogram.builder()
          .name("wavetrain_batch_recordings")
          .help("Recordings that were heard together.")
          .classicOnly()
          .classicUpperBounds(1, 2, 4, 8, 16, 32)
          .register(registry);
  private final Counter reloads =
      Counter.builder()
          .name("wavetrain_model_reloads_total")
          .help("Times that another model was wanted, by whether it could be loaded.")
          .labelNames("outcome")
          .register(registry);
  private final Info model =
      Info.builder()
          .name("wavetrain_model_info")
          .help("The model in service.")
          .labelNames("model", "version", "digest")
          .register(registry);
  private final Gauge since =
      Gauge.builder()
          .name("wavetrain_model_loaded_timestamp_seconds")
          .help("When the model in service was loaded.")
          .register(registry);
  private double meanNanos;

  ServiceMetrics() {
    reloads.labelValues("done");
    reloads.labelValues("failed");
  }

  /** Shows how many requests are under way and how many of them wait for the model. */
  void shows(IntSupplier underWay, IntSupplier waiting) {
    gauge("wavetrain_requests_under_way", "Requests that have no answer yet.", underWay);
    gauge("wavetrain_requests_waiting", "Requests that wait for the model.", waiting);
  }

  private void gauge(String name, String help, IntSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsInt()))
        .register(registry);
  }

  void answered(String path, int status, long nanos) {
    requests.labelValues(path, String.valueOf(status)).inc();
    if (status == HttpStatus.OK_200) {
      latency.labelValues(path).observe(nanos / 1e9);
    }
  }

  void abandoned(String path) {
    abandoned.labelValues(path).inc();
  }

  synchronized void computed(List<Job> batch, long nanos) {
    batches.observe(batch.size());
    computing.inc(nanos / 1e9);
    sound.inc(
        batch.stream().mapToLong(job -> job.samples().length).sum() / (double) Job.SAMPLE_RATE_HZ);
    double each = nanos / (double) batch.size();
    meanNanos = meanNanos == 0 ? each : (1 - NEWEST) * meanNanos + NEWEST * each;
  }

  /** How long so many requests will take, in whole seconds, at least one. */
  synchronized long secondsFor(int underWay) {
    return Math.max(1, Math.round(Math.ceil(underWay * meanNanos / 1e9)));
  }

  void reloaded(boolean done) {
    reloads.labelValues(done ? "done" : "failed").inc();
  }

  void serves(ModelDescription description) {
    model.setLabelValues(
        description.name(),
        description.version().map(String::valueOf).orElse(""),
        description.digest().orElse(""));
    since.set(System.currentTimeMillis() / 1e3);
  }

  /** In the text format of Prometheus. */
  byte[] text() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(bytes, registry.scrape());
    return bytes.toByteArray();
  }

  String mediaType() {
    return PrometheusTextFormatWriter.CONTENT_TYPE;
  }
}
