package org.wavetrain.wav2vec2.format;

/** Element types of safetensors, named as in its header. */
public enum ElementType {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  F64(8),
  I64(8),
  U64(8);

  private final int sizeBytes;

  ElementType(int sizeBytes) {
    this.sizeBytes = sizeBytes;
  }

  /** Bytes that one element takes. */
  public int sizeBytes() {
    return sizeBytes;
  }
}
