package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All methods and paths of the REST API. */
final class Endpoints {
  private final Database database;
  private final Map<String, Call> calls = new HashMap<>();

  /** An endpoint with the way that it uses the database. */
  @FunctionalInterface
  interface Call {
    ObjectNode answer(ApiRequest request) throws SQLException;
  }

  private Endpoints(Database database) {
    this.database = database;
  }

  static Endpoints over(Database database, String artifactRoot, InstantSource clock) {
    Endpoints endpoints = new Endpoints(database);
    new ExperimentEndpoints(artifactRoot, clock).addTo(endpoints);
    new RunEndpoints(clock).addTo(endpoints);
    new LogEndpoints().addTo(endpoints);
    new MetricEndpoints().addTo(endpoints);
    new ModelEndpoints(clock).addTo(endpoints);
    new AliasEndpoints().addTo(endpoints);
    new VersionEndpoints(clock).addTo(endpoints);
    return endpoints;
  }

  void reading(String method, String path, Endpoint endpoint) {
    add(method, path, request -> database.read(sql -> endpoint.answer(sql, request)));
  }

  void writing(String method, String path, Endpoint endpoint) {
    add(method, path, request -> database.write(sql -> endpoint.answer(sql, request)));
  }

  /**
   * @param path after {@code /api/2.0/mlflow/}
   */
  Optional<Call> find(String method, String path) {
    return Optional.ofNullable(calls.get(method + " " + path));
  }

  private void add(String method, String path, Call call) {
    if (calls.put(method + " " + path, call) != null) {
      throw new IllegalStateException(method + " " + path + " is there twice");
    }
  }
}
