package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a browser gets.
 *
 * @param status of HTTP
 * @param type of the content
 * @param policy what a page may fetch and run, as a content security policy
 * @param lasting whether the browser may keep it for good
 */
record Answer(int status, String type, String policy, boolean lasting, byte[] body) {
  private static final String HTML = "text/html; charset=utf-8";

  /** Of pages that fetch their style and scripts here. */
  private static final String OWN_FILES =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  static Answer page(int status, String html) {
    return new Answer(status, HTML, OWN_FILES, false, html.getBytes(UTF_8));
  }

  /** A page that holds all that it needs, and its own policy. */
  static Answer document(byte[] html) {
    return new Answer(200, HTML, "frame-ancestors 'none'", false, html);
  }

  /** What writes a document. */
  @FunctionalInterface
  interface Document {
    void to(Path file) throws IOException;
  }

  /** A page that is written to a file. */
  static Answer written(Document document) throws IOException {
    Path file = Files.createTempFile("wavetrain-page", ".html");
    try {
      document.to(file);
      return document(Files.readAllBytes(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static Answer text(String text) {
    return new Answer(200, "text/plain", "default-src 'none'", false, text.getBytes(UTF_8));
  }

  static Answer json(String json) {
    return new Answer(200, "application/json", "default-src 'none'", false, json.getBytes(UTF_8));
  }

  /** For who asked for a name of this machine that it does not answer to. */
  static Answer misdirected(String host) {
    String sentence =
        "No pages are served under the name %s. Start wavetrain serve with --allow-host %s if they"
            + " should be.";
    return refusal(421, sentence.formatted(host, host));
  }

  /** For a page of another address that fetches something. */
  static Answer foreign() {
    return refusal(403, "Pages of other addresses get nothing. Open the address itself.\n");
  }

  /** For who would change something. */
  static Answer readOnly() {
    return refusal(405, "Nothing can be changed here. Ask with GET or HEAD.\n");
  }

  /** For who has not brought the token. */
  static Answer unauthorised() {
    return refusal(
        401, "The token is missing or wrong. It is the password, with any name of a user.\n");
  }

  private static Answer refusal(int status, String sentence) {
    return new Answer(
        status, "text/plain; charset=utf-8", "default-src 'none'", false, sentence.getBytes(UTF_8));
  }

  static Answer asset(String type, String text) {
    return new Answer(200, type, "default-src 'none'", true, text.getBytes(UTF_8));
  }
}
