package org.wavetrain.local.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** What goes over the wire, where the client library would hide it. */
final class RestApiTest {
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private Path folder;
  private EmbeddedTracking server;

  private record Answer(int status, JsonNode body) {
    String errorCode() {
      return body.path("error_code").asText();
    }
  }

  @BeforeEach
  void start() {
    server = EmbeddedTracking.start(folder.resolve("tracking.db"), "s3://b/mlflow");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theDefaultExperimentIsThere() throws Exception {
    Answer answer = get("experiments/get?experiment_id=0");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/experiment/name").asText()).isEqualTo("Default");
    assertThat(answer.body().at("/experiment/artifact_location").asText())
        .isEqualTo("s3://b/mlflow/0");
  }

  @Test
  void timesAreNumbersAndVersionsAreTexts() throws Exception {
    post("registered-models/create", "{'name': 'm'}");
    Answer version = post("model-versions/create", "{'name': 'm', 'source': 's3://b/x'}");
    Answer run = post("runs/create", "{'experiment_id': '0', 'start_time': 1700000000000}");

    assertThat(version.body().at("/model_version/version").isTextual()).isTrue();
    assertThat(version.body().at("/model_version/creation_timestamp").isNumber()).isTrue();
    assertThat(run.body().at("/run/info/start_time").isNumber()).isTrue();
    assertThat(run.body().at("/run/info/experiment_id").asText()).isEqualTo("0");
  }

  @Test
  void whatIsMissingIsAnswered404() throws Exception {
    Answer answer = get("runs/get?run_id=none");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.errorCode()).isEqualTo("RESOURCE_DOES_NOT_EXIST");
    assertThat(answer.body().path("message").asText()).isEqualTo("Run with id=none not found");
  }

  @Test
  void whatExistsAlreadyIsAnswered400() throws Exception {
    post("experiments/create", "{'name': 'twice'}");
    Answer answer = post("experiments/create", "{'name': 'twice'}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("RESOURCE_ALREADY_EXISTS");
  }

  @Test
  void aMissingParameterIsNamed() throws Exception {
    Answer answer = post("experiments/create", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    assertThat(answer.body().path("message").asText()).contains("'name'");
  }

  @Test
  void anUnknownEndpointIsAnswered404() throws Exception {
    assertThat(get("gateway/routes").errorCode()).isEqualTo("ENDPOINT_NOT_FOUND");
    assertThat(get("experiments/create").status()).isEqualTo(404);
  }

  @Test
  void aBodyThatIsNoJsonIsRefused() throws Exception {
    assertThat(send("POST", "experiments/create", "{name").errorCode()).isEqualTo("BAD_REQUEST");
    assertThat(send("POST", "experiments/create", "[]").errorCode()).isEqualTo("BAD_REQUEST");
  }

  @Test
  void aBatchIsTakenAsAWholeOrNotAtAll() throws Exception {
    String run = newRun();
    post("runs/log-parameter", "{'run_id': '" + run + "', 'key': 'p', 'value': '1'}");
    Answer answer =
        post(
            "runs/log-batch",
            "{'run_id': '"
                + run
                + "', 'metrics': [{'key': 'm', 'value': 1, 'timestamp': 1, 'step': 0}],"
                + " 'params': [{'key': 'q', 'value': '1'}, {'key': 'p', 'value': '2'}]}");

    assertThat(answer.errorCode()).isEqualTo("INVALID_PARAMETER_VALUE");
    JsonNode data = get("runs/get?run_id=" + run).body().at("/run/data");
    assertThat(data.path("params")).hasSize(1);
    assertThat(data.path("metrics")).isEmpty();
  }

  @Test
  void aMetricThatIsSentTwiceIsKeptOnce() throws Exception {
    String run = newRun();
    String metric =
        "{'run_id': '" + run + "', 'key': 'm', 'value': 'NaN', 'timestamp': 5, 'step': '3'}";
    post("runs/log-metric", metric);
    post("runs/log-metric", metric);

    JsonNode metrics =
        get("metrics/get-history?run_id=" + run + "&metric_key=m").body().path("metrics");
    assertThat(metrics).hasSize(1);
    assertThat(metrics.get(0).path("value").asText()).isEqualTo("NaN");
    assertThat(metrics.get(0).path("step").asLong()).isEqualTo(3);
  }

  @Test
  void theLatestMetricIsThatOfTheHighestStep() throws Exception {
    String run = newRun();
    for (String metric :
        new String[] {
          "'value': 2, 'timestamp': 10, 'step': 7", "'value': 1, 'timestamp': 20, 'step': 6"
        }) {
      post("runs/log-metric", "{'run_id': '" + run + "', 'key': 'm', " + metric + "}");
    }

    assertThat(get("runs/get?run_id=" + run).body().at("/run/data/metrics/0/value").asDouble())
        .isEqualTo(2);
  }

  @Test
  void tooManyEntriesInABatchAreRefused() throws Exception {
    StringBuilder tags = new StringBuilder("{'key': 't0', 'value': ''}");
    for (int i = 1; i <= 100; i++) {
      tags.append(", {'key': 't").append(i).append("', 'value': ''}");
    }
    Answer answer =
        post("runs/log-batch", "{'run_id': '" + newRun() + "', 'tags': [" + tags + "]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("message").asText()).contains("100 tags");
  }

  @Test
  void aFilterCannotSmuggleSql() throws Exception {
    newRun();
    for (String filter :
        new String[] {
          "tags.x = 'a'' OR 1=1 --'", "attributes.run_id; DROP TABLE runs = 'x'", "1 = 1", "x = 1"
        }) {
      Answer answer =
          post(
              "runs/search",
              json.writeValueAsString(
                  json.createObjectNode()
                      .put("filter", filter)
                      .set("experiment_ids", json.createArrayNode().add("0"))));
      assertThat(answer.errorCode()).as(filter).isEqualTo("INVALID_PARAMETER_VALUE");
    }
    assertThat(
            post(
                    "runs/search",
                    "{'experiment_ids': ['0'], 'filter': \"tags.`x' OR '1'='1` = 'a'\"}")
                .body())
        .isEmpty();
  }

  @Test
  void aDeletedRunIsHiddenUntilItIsRestored() throws Exception {
    String run = newRun();
    post("runs/delete", "{'run_id': '" + run + "'}");
    assertThat(post("runs/search", "{'experiment_ids': ['0']}").body().path("runs")).isEmpty();
    assertThat(post("runs/set-tag", "{'run_id': '" + run + "', 'key': 'k', 'value': 'v'}").status())
        .isEqualTo(400);

    post("runs/restore", "{'run_id': '" + run + "'}");
    assertThat(post("runs/search", "{'experiment_ids': ['0']}").body().path("runs")).hasSize(1);
  }

  @Test
  void inputsOfARunAreKept() throws Exception {
    String run = newRun();
    String inputs =
        "{'run_id': '"
            + run
            + "', 'datasets': [{'tags': [{'key': 'mlflow.data.context', 'value': 'training'}],"
            + " 'dataset': {'name': 'commands', 'digest': 'abc', 'source_type': 's3',"
            + " 'source': 's3://b/artifacts/ingest/abc'}}]}";
    post("runs/log-inputs", inputs);
    post("runs/log-inputs", inputs);

    JsonNode found = get("runs/get?run_id=" + run).body().at("/run/inputs/dataset_inputs");
    assertThat(found).hasSize(1);
    assertThat(found.at("/0/dataset/name").asText()).isEqualTo("commands");
    assertThat(found.at("/0/tags/0/value").asText()).isEqualTo("training");
  }

  @Test
  void aDeletedVersionLeavesItsNumberAndItsAliases() throws Exception {
    post("registered-models/create", "{'name': 'm'}");
    post("model-versions/create", "{'name': 'm', 'source': 's3://b/1'}");
    post("registered-models/alias", "{'name': 'm', 'alias': 'champion', 'version': '1'}");
    send("DELETE", "model-versions/delete", "{\"name\": \"m\", \"version\": \"1\"}");

    assertThat(get("registered-models/alias?name=m&alias=champion").status()).isEqualTo(400);
    assertThat(get("model-versions/search").body().path("model_versions")).isEmpty();
    assertThat(
            post("model-versions/create", "{'name': 'm', 'source': 's3://b/2'}")
                .body()
                .at("/model_version/version")
                .asText())
        .isEqualTo("2");
  }

  @Test
  void aRenamedModelKeepsItsVersionsAndAliases() throws Exception {
    post("registered-models/create", "{'name': 'old'}");
    post(
        "model-versions/create",
        "{'name': 'old', 'source': 's3://b/1', 'tags': [{'key': 'k', 'value': 'v'}]}");
    post("registered-models/alias", "{'name': 'old', 'alias': 'champion', 'version': '1'}");
    post("registered-models/rename", "{'name': 'old', 'new_name': 'new'}");

    JsonNode version =
        get("registered-models/alias?name=new&alias=champion").body().path("model_version");
    assertThat(version.path("source").asText()).isEqualTo("s3://b/1");
    assertThat(version.at("/tags/0/value").asText()).isEqualTo("v");
    assertThat(get("registered-models/get?name=old").status()).isEqualTo(404);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "a web page calls the embedded tracking server, by a name of its own or across origins",
      outcome = "403")
  void onlyThisMachineMayCall() throws Exception {
    assertThat(statusWithHeaders("Host: evil.example:80")).isEqualTo(403);
    assertThat(statusWithHeaders("Host: localhost.evil.example")).isEqualTo(403);
    assertThat(statusWithHeaders("Host: 127.0.0.1", "Origin: https://evil.example")).isEqualTo(403);
    assertThat(statusWithHeaders("Host: 127.0.0.1", "Origin: null")).isEqualTo(403);
    assertThat(statusWithHeaders("Host: 127.0.0.1", "Sec-Fetch-Site: cross-site")).isEqualTo(403);
    assertThat(statusWithHeaders("Host: localhost:1234")).isEqualTo(200);
    assertThat(statusWithHeaders("Host: [::1]:1234", "Origin: http://localhost:3000"))
        .isEqualTo(200);
  }

  @Test
  void healthAndVersionAreAnswered() throws Exception {
    assertThat(text("/health")).isEqualTo("OK");
    assertThat(text("/version")).isEqualTo("2.17.2");
  }

  private String newRun() throws Exception {
    return post("runs/create", "{'experiment_id': '0'}").body().at("/run/info/run_id").asText();
  }

  private int statusWithHeaders(String... headers) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      String request =
          "GET /api/2.0/mlflow/experiments/search HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  private String text(String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(server.address() + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private Answer get(String pathAndQuery) throws Exception {
    return send("GET", pathAndQuery, "");
  }

  /** Posts JSON, for which single quotes may stand for double ones. */
  private Answer post(String path, String body) throws Exception {
    return send("POST", path, body.startsWith("{'") ? doubleQuoted(body) : body);
  }

  private static String doubleQuoted(String body) {
    return body.contains("\"") ? escaped(body) : body.replace('\'', '"');
  }

  private static String escaped(String body) {
    int start = body.indexOf('"');
    int end = body.lastIndexOf('"');
    return body.substring(0, start).replace('\'', '"')
        + body.substring(start, end + 1)
        + body.substring(end + 1).replace('\'', '"');
  }

  private Answer send(String method, String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(server.address() + "/api/2.0/mlflow/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), json.readTree(response.body()));
  }
}
