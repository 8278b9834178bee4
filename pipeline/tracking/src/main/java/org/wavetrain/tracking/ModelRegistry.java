package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.wavetrain.failure.UserFailure;

/**
 * Registered models, their versions and aliases. The MLflow client has none of the writing methods,
 * so the requests are made here.
 */
public final class ModelRegistry {
  private static final String ALREADY_THERE = "RESOURCE_ALREADY_EXISTS";

  /** What the server's pages show above a model's versions, in Markdown. */
  private static final String DESCRIPTION =
      "Speech models that a Wavetrain pipeline exported. The alias `champion` is on the version in"
          + " service, `challenger` on the one that was judged last. The tags of a version name the"
          + " artifacts behind it, its figures, and what was decided about it and why.";

  private final Server server;

  ModelRegistry(Server server) {
    this.server = server;
  }

  /** Registers the model's name unless it is registered. */
  public void ensureModel(String name) {
    if (find(name).isPresent()) {
      return;
    }
    try {
      server.post(
          "register model " + name,
          "registered-models/create",
          body("name", name).put("description", DESCRIPTION));
    } catch (UserFailure e) {
      // Somebody else may have been quicker, or a lost answer was to our own request.
      if (!String.valueOf(e.getCause()).contains(ALREADY_THERE) && find(name).isEmpty()) {
        throw e;
      }
    }
  }

  /**
   * Adds a version to a registered model, which has none of the same run and tags.
   *
   * @param source address of the export, {@code s3://…}
   * @param runId the run that made it, which the server's pages link to
   * @param description for people, in Markdown
   */
  public ModelVersion createVersion(
      String name, String source, String runId, Map<String, String> tags, String description) {
    ObjectNode body =
        body("name", name)
            .put("source", source)
            .put("run_id", runId)
            .put("description", description);
    ArrayNode list = body.putArray("tags");
    tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
    return server.create(
        "register a version of model " + name,
        "model-versions/create",
        body,
        answer -> version(answer.path("model_version")),
        new Creation.Made<>() {
          @Override
          public List<ModelVersion> all() {
            return versions(name).stream()
                .filter(version -> version.runId().equals(Optional.of(runId)))
                .filter(version -> version.tags().entrySet().containsAll(tags.entrySet()))
                .sorted(comparingInt(ModelVersion::version))
                .toList();
          }

          @Override
          public void remove(ModelVersion version) {
            delete(version);
          }
        });
  }

  /** The version that an alias points to. */
  public Optional<ModelVersion> byAlias(String name, String alias) {
    // Not registered-models/alias: it answers a missing alias with an error, which is no error
    // here.
    return find(name)
        .flatMap(
            model ->
                stream(model.path("aliases"))
                    .filter(entry -> entry.path("alias").asText().equals(alias))
                    .findFirst())
        .map(
            entry ->
                get(
                    "read the version of model " + name + " with alias " + alias,
                    "model-versions/get",
                    Map.of("name", name, "version", entry.path("version").asText())))
        .map(answer -> version(answer.path("model_version")));
  }

  /** Removes a model for good, with its versions and aliases. */
  void delete(String name) {
    server.delete("delete model " + name, "registered-models/delete", body("name", name));
  }

  private void delete(ModelVersion version) {
    server.delete(
        "delete version %d of model %s".formatted(version.version(), version.model()),
        "model-versions/delete",
        body("name", version.model()).put("version", String.valueOf(version.version())));
  }

  /** Points an alias to a version, wherever it pointed before. */
  public void setAlias(String name, String alias, int version) {
    server.post(
        "give alias %s to version %d of model %s".formatted(alias, version, name),
        "registered-models/alias",
        body("name", name).put("alias", alias).put("version", String.valueOf(version)));
  }

  /** Sets a tag of a version. */
  public void tagVersion(String name, int version, String key, String value) {
    server.post(
        "tag version %d of model %s".formatted(version, name),
        "model-versions/set-tag",
        body("name", name)
            .put("version", String.valueOf(version))
            .put("key", key)
            .put("value", value));
  }

  /** The version with a number. */
  public Optional<ModelVersion> findVersion(String name, int number) {
    return versions(name).stream().filter(version -> version.version() == number).findFirst();
  }

  /** The newest version that has a tag with this value. */
  public Optional<ModelVersion> findVersion(String name, String tagKey, String tagValue) {
    return versions(name).stream()
        .filter(version -> tagValue.equals(version.tags().get(tagKey)))
        .findFirst();
  }

  /** The registered models, by name. */
  public List<RegisteredModel> models() {
    List<RegisteredModel> models = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          get("list the models", "registered-models/search", Map.of("page_token", token));
      stream(page.path("registered_models")).map(ModelRegistry::model).forEach(models::add);
      token = page.path("next_page_token").asText("");
    } while (!token.isEmpty());
    models.sort(comparing(RegisteredModel::name));
    return List.copyOf(models);
  }

  private static RegisteredModel model(JsonNode node) {
    Map<String, Integer> aliases = new TreeMap<>();
    node.path("aliases")
        .forEach(entry -> aliases.put(entry.path("alias").asText(), entry.path("version").asInt()));
    return new RegisteredModel(node.path("name").asText(), aliases);
  }

  /** All versions of a model, the newest first; empty if the model is not registered. */
  public List<ModelVersion> versions(String name) {
    List<ModelVersion> versions = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          get(
              "list the versions of model " + name,
              "model-versions/search",
              Map.of("filter", nameIs(name), "page_token", token));
      stream(page.path("model_versions")).map(ModelRegistry::version).forEach(versions::add);
      token = page.path("next_page_token").asText("");
    } while (!token.isEmpty());
    versions.sort(comparingInt(ModelVersion::version).reversed());
    return List.copyOf(versions);
  }

  private Optional<JsonNode> find(String name) {
    JsonNode answer =
        get("look for model " + name, "registered-models/search", Map.of("filter", nameIs(name)));
    return stream(answer.path("registered_models")).findFirst();
  }

  private JsonNode get(String purpose, String path, Map<String, String> query) {
    List<String> terms = new ArrayList<>();
    query.forEach(
        (key, value) -> {
          if (!value.isEmpty()) {
            terms.add(key + "=" + URLEncoder.encode(value, UTF_8));
          }
        });
    return server.get(purpose, terms.isEmpty() ? path : path + "?" + String.join("&", terms));
  }

  private static String nameIs(String name) {
    return Filters.equal("name", name)
        .orElseThrow(
            () ->
                new UserFailure(
                    TrackingError.TRACKING_REQUEST_REFUSED,
                    "The model's name %s has quotes of both kinds.".formatted(name),
                    "Give the model a name without quotes."));
  }

  private ObjectNode body(String key, String value) {
    return server.json().createObjectNode().put(key, value);
  }

  private static ModelVersion version(JsonNode node) {
    Map<String, String> tags = new HashMap<>();
    node.path("tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return new ModelVersion(
        node.path("name").asText(),
        node.path("version").asInt(),
        node.path("source").asText(),
        Optional.of(node.path("run_id").asText()).filter(id -> !id.isEmpty()),
        Instant.ofEpochMilli(node.path("creation_timestamp").asLong()),
        tags);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
