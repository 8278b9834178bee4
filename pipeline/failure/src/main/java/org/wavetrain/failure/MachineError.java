package org.wavetrain.failure;

/** What can be wrong with a machine, whichever part of the program meets it first. */
public enum MachineError implements ErrorCode {
  /** A disk that the program, or a server that it uses, writes to is full. */
  DISK_FULL,
  /** A disk that the program, or a server that it uses, writes to is read-only. */
  DISK_READ_ONLY
}
