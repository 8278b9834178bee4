package org.wavetrain.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.mlflow.tracking.MlflowClient;
import org.mlflow_project.google.protobuf.Message;
import org.mlflow_project.google.protobuf.util.JsonFormat;

/** The MLflow client, and requests of our own where it lacks a method or repeats by itself. */
final class Server implements AutoCloseable {
  private final MlflowClient client;
  private final DirectRequests direct;
  private final Calls calls;
  private final ObjectMapper json;
  private final Duration patience;

  /** One use of the client. */
  @FunctionalInterface
  interface Use<T> {
    T of(MlflowClient client);
  }

  Server(
      MlflowClient client,
      DirectRequests direct,
      Calls calls,
      ObjectMapper json,
      Duration patience) {
    this.client = client;
    this.direct = direct;
    this.calls = calls;
    this.json = json;
    this.patience = patience;
  }

  <T> T call(String purpose, Use<T> use) {
    return call(purpose, patience, use);
  }

  <T> T call(String purpose, Duration enough, Use<T> use) {
    return calls.make(purpose, enough, () -> use.of(client));
  }

  /** As {@link #post(String, Duration, String, JsonNode)} with the usual patience. */
  JsonNode post(String purpose, String path, JsonNode body) {
    return post(purpose, patience, path, body);
  }

  /**
   * Posts to an endpoint that the client has no method for.
   *
   * @param path after {@code /api/2.0/mlflow/}
   */
  JsonNode post(String purpose, Duration enough, String path, JsonNode body) {
    return calls.make(purpose, enough, () -> json.readTree(client.sendPost(path, body.toString())));
  }

  /**
   * Posts to an endpoint that makes something. After a failure it looks whether that was made all
   * the same, before it posts again, and afterwards whether it was made twice.
   *
   * @param path after {@code /api/2.0/mlflow/}
   * @param read reads the answer
   * @param made what such requests have made
   */
  <T> T create(
      String purpose,
      String path,
      JsonNode body,
      Function<JsonNode, T> read,
      Creation.Made<T> made) {
    return calls.make(
        purpose,
        patience,
        new Creation<>(() -> read.apply(json.readTree(direct.post(path, body.toString()))), made));
  }

  /**
   * Deletes through an endpoint that the client has no method for.
   *
   * @param path after {@code /api/2.0/mlflow/}
   */
  void delete(String purpose, String path, JsonNode body) {
    calls.make(purpose, patience, () -> direct.delete(path, body.toString()));
  }

  /**
   * Gets what may not be there: the client would ask three times for it, and warn each time of a
   * rate limit.
   *
   * @param pathAndQuery after {@code /api/2.0/mlflow/}
   * @param answer what the body is read into
   */
  <T extends Message.Builder> T get(String purpose, String pathAndQuery, Supplier<T> answer) {
    return calls.make(
        purpose,
        patience,
        () -> {
          T read = answer.get();
          JsonFormat.parser().ignoringUnknownFields().merge(direct.get(pathAndQuery), read);
          return read;
        });
  }

  /** Makes a request that does not go through the client. */
  <T> T other(String purpose, Callable<T> request) {
    return calls.make(purpose, patience, request);
  }

  /** Gets from an endpoint that the client has no method for. */
  JsonNode get(String purpose, String pathAndQuery) {
    return calls.make(purpose, patience, () -> json.readTree(client.sendGet(pathAndQuery)));
  }

  /** How long a failing call is repeated where nothing else is said. */
  Duration patience() {
    return patience;
  }

  ObjectMapper json() {
    return json;
  }

  @Override
  public void close() {
    calls.close();
    client.close();
  }
}
