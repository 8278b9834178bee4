package org.wavetrain.artifacts;

/**
 * One file of an artifact.
 *
 * @param path relative, with forward slashes, without {@code .} or {@code ..}
 * @param sizeBytes its size
 * @param sha256 digest of its bytes
 */
public record ManifestFile(String path, long sizeBytes, Sha256 sha256) {}
