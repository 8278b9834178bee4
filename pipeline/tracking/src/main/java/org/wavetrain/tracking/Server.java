package org.wavetrain.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.mlflow.tracking.MlflowClient;

/** The MLflow client, and requests of our own where it lacks a method. */
final class Server implements AutoCloseable {
  /** How long a failing call is repeated before it is given up. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final MlflowClient client;
  private final Calls calls;
  private final ObjectMapper json;
  private final Duration patience;

  /** One use of the client. */
  @FunctionalInterface
  interface Use<T> {
    T of(MlflowClient client);
  }

  Server(MlflowClient client, Calls calls, ObjectMapper json, Duration patience) {
    this.client = client;
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

  /**
   * Posts to an endpoint that the client has no method for.
   *
   * @param path after {@code /api/2.0/mlflow/}
   */
  JsonNode post(String purpose, String path, JsonNode body) {
    return calls.make(
        purpose, patience, () -> json.readTree(client.sendPost(path, body.toString())));
  }

  /** Gets from an endpoint that the client has no method for. */
  JsonNode get(String purpose, String pathAndQuery) {
    return calls.make(purpose, patience, () -> json.readTree(client.sendGet(pathAndQuery)));
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
