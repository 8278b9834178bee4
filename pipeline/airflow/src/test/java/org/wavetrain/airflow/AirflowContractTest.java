package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Holds {@code airflow.yaml} to what a running server says of itself. The variable names a server;
 * {@code infra/integration/run} starts one.
 */
@EnabledIfEnvironmentVariable(named = AirflowSettings.ADDRESS_VARIABLE, matches = "http.*")
class AirflowContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SIGN_IN = "/auth";

  private final AirflowSettings settings = AirflowSettings.fromEnvironment(System.getenv());
  private final JsonNode ours = ours();

  @Test
  void theServerHasEveryOperationWithItsParametersAndFields() throws IOException {
    JsonNode core = fetch("/openapi.json");
    JsonNode signIn = fetch(SIGN_IN + "/openapi.json");
    List<String> differences = new ArrayList<>();
    int operations = 0;
    for (Map.Entry<String, JsonNode> path : ours.path("paths").properties()) {
      boolean own = path.getKey().startsWith(SIGN_IN);
      JsonNode document = own ? signIn : core;
      JsonNode theirs = document.path("paths").path(path.getKey());
      if (theirs.isMissingNode() && own) {
        theirs = document.path("paths").path(path.getKey().substring(SIGN_IN.length()));
      }
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (operation.getKey().equals("parameters")) {
          continue;
        }
        operations++;
        String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        JsonNode their = theirs.path(operation.getKey());
        if (their.isMissingNode()) {
          differences.add(name + " does not exist");
          continue;
        }
        compareParameters(name, path.getValue(), operation.getValue(), their, differences);
        compareBodies(name, operation.getValue(), their, document, differences);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(operations).isGreaterThan(20);
  }

  /** Were there others, they would be shown as they are called, and not understood. */
  @Test
  void theServerHasTheStatesThatAreUnderstood() throws IOException {
    JsonNode document = fetch("/openapi.json");

    assertThat(states(document, "TaskInstanceState"))
        .isEqualTo(names(TaskState.values(), TaskState.NONE, TaskState.OTHER));
    assertThat(states(document, "DagRunState")).isEqualTo(names(RunState.values(), RunState.OTHER));
  }

  private static Set<String> states(JsonNode document, String schema) {
    return texts(document.path("components").path("schemas").path(schema).path("enum"));
  }

  private static Set<String> names(Enum<?>[] states, Enum<?>... ours) {
    Set<String> names = new TreeSet<>();
    Stream.of(states).forEach(state -> names.add(state.name().toLowerCase(Locale.ROOT)));
    Stream.of(ours).forEach(state -> names.remove(state.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private void compareParameters(
      String name, JsonNode path, JsonNode our, JsonNode their, List<String> differences) {
    Set<String> known = new TreeSet<>();
    their.path("parameters").forEach(parameter -> known.add(parameter.path("name").asText()));
    for (JsonNode list : List.of(path.path("parameters"), our.path("parameters"))) {
      for (JsonNode parameter : list) {
        String wanted = resolve(ours, parameter).path("name").asText();
        if (!known.contains(wanted)) {
          differences.add(name + " has no parameter " + wanted);
        }
      }
    }
    for (JsonNode parameter : their.path("parameters")) {
      String needed = parameter.path("name").asText();
      boolean given = names(path).contains(needed) || names(our).contains(needed);
      if (parameter.path("required").asBoolean() && !given) {
        differences.add(name + " needs the parameter " + needed);
      }
    }
  }

  private Set<String> names(JsonNode holder) {
    Set<String> names = new TreeSet<>();
    holder
        .path("parameters")
        .forEach(parameter -> names.add(resolve(ours, parameter).path("name").asText()));
    return names;
  }

  private void compareBodies(
      String name, JsonNode our, JsonNode their, JsonNode document, List<String> differences) {
    JsonNode sent = schema(our.path("requestBody"));
    if (!sent.isMissingNode()) {
      JsonNode taken = schema(their.path("requestBody"));
      compare(name + " sent", sent, taken, document, differences);
      for (JsonNode needed : resolve(document, taken).path("required")) {
        if (!resolve(ours, sent).path("properties").has(needed.asText())) {
          differences.add(name + " needs the field " + needed.asText());
        }
      }
    }
    for (Map.Entry<String, JsonNode> response : our.path("responses").properties()) {
      JsonNode given = their.path("responses").path(response.getKey());
      if (given.isMissingNode()) {
        differences.add(name + " does not answer " + response.getKey());
      } else {
        compare(
            name + " answered", schema(response.getValue()), schema(given), document, differences);
      }
    }
  }

  /** Every field and word of ours is one of theirs, of a type that theirs allows. */
  private void compare(
      String where, JsonNode our, JsonNode their, JsonNode document, List<String> differences) {
    JsonNode wanted = resolve(ours, our);
    List<JsonNode> candidates = alternatives(document, their);
    if (wanted.path("type").asText().equals("array")) {
      for (JsonNode candidate : candidates) {
        if (candidate.path("type").asText().equals("array")) {
          compare(
              where + "[]", wanted.path("items"), candidate.path("items"), document, differences);
          return;
        }
      }
      differences.add(where + " is no list");
      return;
    }
    for (Map.Entry<String, JsonNode> field : wanted.path("properties").properties()) {
      JsonNode match =
          candidates.stream()
              .map(candidate -> candidate.path("properties").path(field.getKey()))
              .filter(found -> !found.isMissingNode())
              .findFirst()
              .orElse(null);
      boolean any =
          candidates.stream()
              .anyMatch(candidate -> candidate.path("additionalProperties").asBoolean());
      if (match == null && !any) {
        differences.add(where + " has no field " + field.getKey());
      } else if (match != null) {
        compare(where + "." + field.getKey(), field.getValue(), match, document, differences);
      }
    }
    String type = wanted.path("type").asText();
    Set<String> words = texts(wanted.path("enum"));
    candidates.forEach(candidate -> words.removeAll(texts(candidate.path("enum"))));
    if (!words.isEmpty()) {
      differences.add(where + " may not be " + words);
    }
    boolean plain = Set.of("string", "integer", "boolean").contains(type);
    if (plain
        && candidates.stream()
            .noneMatch(candidate -> candidate.path("type").asText().equals(type))) {
      differences.add(where + " is no " + type);
    }
  }

  private static List<JsonNode> alternatives(JsonNode document, JsonNode schema) {
    JsonNode resolved = resolve(document, schema);
    if (resolved.has("anyOf")) {
      List<JsonNode> found = new ArrayList<>();
      resolved.path("anyOf").forEach(each -> found.addAll(alternatives(document, each)));
      return found;
    }
    return List.of(resolved);
  }

  private static JsonNode schema(JsonNode holder) {
    return holder.path("content").path("application/json").path("schema");
  }

  private static JsonNode resolve(JsonNode document, JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode() ? node : document.at(reference.asText().substring(1));
  }

  private JsonNode fetch(String path) throws IOException {
    try (InputStream stream = URI.create(settings.base() + path).toURL().openStream()) {
      return JSON.readTree(stream.readAllBytes());
    }
  }

  private static JsonNode ours() {
    try {
      String yaml = Files.readString(Path.of("src/main/openapi/airflow.yaml"));
      return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
