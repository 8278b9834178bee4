package org.wavetrain.website;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong when pages are served. */
public enum WebsiteError implements ErrorCode {
  /** The address or the port cannot be listened on. */
  WEBSITE_UNSTARTABLE,
  /** The list of runs is asked for a status or a figure that does not exist. */
  WEBSITE_CHOICE_UNKNOWN,
  /** A page is not made as long as others are, which take all places or much memory. */
  WEBSITE_BUSY;

  @Override
  public boolean mayPass() {
    return this == WEBSITE_BUSY;
  }
}
