package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Something in a folder.
 *
 * @param stamp tells that it did not change; if it is a link, that of the link itself
 */
record FolderEntry(Path path, Type type, FileStamp stamp) {
  /** What it may be. */
  enum Type {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  static FolderEntry of(Path path) throws IOException {
    Map<String, Object> attributes = FileStamp.attributes(path);
    return new FolderEntry(path, type(attributes), FileStamp.of(attributes));
  }

  private static Type type(Map<String, Object> attributes) {
    if ((Boolean) attributes.get("isRegularFile")) {
      return Type.FILE;
    }
    if ((Boolean) attributes.get("isDirectory")) {
      return Type.FOLDER;
    }
    return (Boolean) attributes.get("isSymbolicLink") ? Type.LINK : Type.OTHER;
  }
}
