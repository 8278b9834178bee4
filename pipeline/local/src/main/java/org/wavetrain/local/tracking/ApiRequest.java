package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a request, from its JSON body or its query. A number may come as a text, as JSON
 * written from protocol buffers has it.
 */
final class ApiRequest {
  private final JsonNode fields;

  ApiRequest(JsonNode fields) {
    this.fields = fields;
  }

  /** A text that must be there and not be empty. */
  String text(String name) {
    return optionalText(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(
            () -> ApiError.invalid("Missing value for required parameter '" + name + "'."));
  }

  /** A text that may be empty or missing. */
  Optional<String> optionalText(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isValueNode()) {
      throw ApiError.invalid("Invalid value for parameter '" + name + "': it must be a string.");
    }
    return Optional.of(value.asText());
  }

  /** A text that becomes empty when it is missing. */
  String textOrEmpty(String name) {
    return optionalText(name).orElse("");
  }

  /** The first of several names that is there; MLflow renamed some fields. */
  String firstText(String name, String formerName) {
    return optionalText(name).filter(text -> !text.isEmpty()).orElseGet(() -> text(formerName));
  }

  Optional<Long> optionalNumber(String name) {
    return optionalText(name).filter(text -> !text.isEmpty()).map(text -> number(name, text));
  }

  long number(String name) {
    return number(name, text(name));
  }

  /** A number that may be NaN or infinite. */
  double decimal(String name) {
    String text = text(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw ApiError.invalid("Invalid value " + text + " for parameter '" + name + "'.");
    }
  }

  boolean flag(String name) {
    return fields.path(name).asBoolean(false);
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    list(name).forEach(node -> texts.add(node.asText()));
    return texts;
  }

  List<ApiRequest> objects(String name) {
    List<ApiRequest> objects = new ArrayList<>();
    list(name).forEach(node -> objects.add(new ApiRequest(node)));
    return objects;
  }

  Optional<ApiRequest> object(String name) {
    JsonNode value = fields.path(name);
    return value.isObject() ? Optional.of(new ApiRequest(value)) : Optional.empty();
  }

  private Iterable<JsonNode> list(String name) {
    JsonNode value = fields.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    // A query parameter that is given once looks like a single value.
    return value.isArray() ? value : List.of(value);
  }

  private static long number(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiError.invalid(
          "Invalid value " + text + " for parameter '" + name + "': it must be an integer.");
    }
  }
}
