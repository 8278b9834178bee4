package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Answers in the shape that MLflow gives them: a field without a value is left out. */
final class Json {
  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An object with one field. */
  static ObjectNode object(String name, ObjectNode value) {
    ObjectNode object = object();
    object.set(name, value);
    return object;
  }

  /** Adds a list unless it is empty. */
  static void putList(ObjectNode object, String name, List<ObjectNode> values) {
    if (!values.isEmpty()) {
      ArrayNode array = object.putArray(name);
      values.forEach(array::add);
    }
  }

  /** Adds a text column unless it is null. */
  static void putText(ObjectNode object, String name, ResultSet row, String column)
      throws SQLException {
    String value = row.getString(column);
    if (value != null) {
      object.put(name, value);
    }
  }

  /** Adds an integer column unless it is null. */
  static void putNumber(ObjectNode object, String name, ResultSet row, String column)
      throws SQLException {
    long value = row.getLong(column);
    if (!row.wasNull()) {
      object.put(name, value);
    }
  }

  /** Reads a row of a table of tags or parameters. */
  static ObjectNode keyValue(ResultSet row) throws SQLException {
    ObjectNode pair = object();
    putText(pair, "key", row, "key");
    putText(pair, "value", row, "value");
    return pair;
  }
}
