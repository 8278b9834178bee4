package org.wavetrain.http;

/** What {@link Access} says of a request. */
public enum Verdict {
  /** It is answered. */
  ADMITTED,
  /** It asks by a name that the server does not go by. */
  UNKNOWN_NAME,
  /** A page of another address sends it, shown by a browser. */
  FOREIGN_PAGE,
  /** It brings no token, or a wrong one. */
  NO_TOKEN
}
