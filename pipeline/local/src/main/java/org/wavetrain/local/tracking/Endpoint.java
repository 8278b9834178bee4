package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;

/** What one method and path of the REST API does. */
@FunctionalInterface
interface Endpoint {
  /**
   * @throws ApiError to refuse the request; nothing is written then
   */
  ObjectNode answer(Sql sql, ApiRequest request) throws SQLException;
}
