package org.wavetrain.website;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong when pages are served. */
public enum WebsiteError implements ErrorCode {
  /** The address or the port cannot be listened on. */
  WEBSITE_UNSTARTABLE
}
