package org.wavetrain.local.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SELECT that is put together from fragments, and read page by page. */
final class Search {
  private static final Pattern PAGE_TOKEN = Pattern.compile("\\{\"offset\": (\\d{1,18})\\}");

  private final String select;
  private final List<SqlFragment> conditions = new ArrayList<>();
  private final List<SqlFragment> order = new ArrayList<>();

  /**
   * @param select columns and table, up to and without WHERE
   */
  Search(String select) {
    this.select = select;
  }

  Search where(List<SqlFragment> more) {
    conditions.addAll(more);
    return this;
  }

  Search where(SqlFragment condition) {
    conditions.add(condition);
    return this;
  }

  Search orderBy(List<SqlFragment> terms) {
    order.addAll(terms);
    return this;
  }

  Search orderBy(String term) {
    order.add(new SqlFragment(term));
    return this;
  }

  /** The rows of a page, and the token of the next one, empty on the last. */
  record Page(List<ObjectNode> rows, String nextToken) {
    void putInto(ObjectNode answer, String name) {
      Json.putList(answer, name, rows);
      if (!nextToken.isEmpty()) {
        answer.put("next_page_token", nextToken);
      }
    }
  }

  /**
   * Reads the page that the request asks for.
   *
   * @param usualSize of a page, unless the request holds {@code max_results}
   */
  Page page(
      Sql sql, ApiRequest request, int usualSize, int largestSize, Sql.RowReader<ObjectNode> reader)
      throws SQLException {
    long size = request.optionalNumber("max_results").orElse((long) usualSize);
    if (size < 1 || size > largestSize) {
      throw ApiError.invalid(
          "Invalid value for request parameter max_results. It must be 1 to "
              + largestSize
              + ", but got value "
              + size);
    }
    long offset = offset(request.textOrEmpty("page_token"));
    List<Object> values = new ArrayList<>();
    StringBuilder text = new StringBuilder(select);
    append(text, values, " WHERE ", " AND ", conditions);
    append(text, values, " ORDER BY ", ", ", order);
    text.append(" LIMIT ? OFFSET ?");
    // One more than wanted, to know whether there is a next page.
    values.add(size + 1);
    values.add(offset);
    List<ObjectNode> rows = sql.query(text.toString(), values, reader);
    return rows.size() > size
        ? new Page(rows.subList(0, (int) size), token(offset + size))
        : new Page(rows, "");
  }

  private static void append(
      StringBuilder text,
      List<Object> values,
      String start,
      String separator,
      List<SqlFragment> parts) {
    String before = start;
    for (SqlFragment part : parts) {
      text.append(before).append(part.text());
      values.addAll(part.values());
      before = separator;
    }
  }

  private static String token(long offset) {
    return Base64.getEncoder().encodeToString(("{\"offset\": " + offset + "}").getBytes(UTF_8));
  }

  private static long offset(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    try {
      Matcher matcher = PAGE_TOKEN.matcher(new String(Base64.getDecoder().decode(token), UTF_8));
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1));
      }
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid("Invalid page token, could not base64-decode");
    }
    throw ApiError.invalid("Invalid page token '" + token + "'");
  }
}
