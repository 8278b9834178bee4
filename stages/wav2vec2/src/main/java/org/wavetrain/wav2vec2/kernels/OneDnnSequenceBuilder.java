package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;
import org.bytedeco.dnnl.reorder;

/**
 * Puts an operation together from how its arrays lie in memory and how it wants them. Arrays are
 * declared in the order in which the sequence gets them.
 */
final class OneDnnSequenceBuilder {
  private final OneDnnRuntime runtime;
  private final OneDnnSequence sequence = new OneDnnSequence();
  private final OneDnnPrimitive main;
  private final List<Integer> direct = new ArrayList<>();
  private OneDnnPrimitive after;
  private int afterArray;
  private int arrays;

  /**
   * @param description what the operation was made from
   */
  OneDnnSequenceBuilder(
      OneDnnRuntime runtime, primitive operation, primitive_desc_base description) {
    this.runtime = runtime;
    this.main = new OneDnnPrimitive(runtime, operation, description);
  }

  /** An array that is read; copied first if it is wanted otherwise than it is. */
  OneDnnSequenceBuilder reads(int kind, memory.desc is, memory.desc wanted, OneDnnScratch scratch) {
    if (wanted.equals(is)) {
      return as(kind, is);
    }
    sequence.then(
        copy(is, wanted).argument(DNNL_ARG_FROM, is).buffer(DNNL_ARG_TO, wanted, scratch),
        List.of(arrays));
    main.buffer(kind, wanted, scratch);
    arrays++;
    return this;
  }

  /** The array that is written; copied from scratch memory if it is written otherwise. */
  OneDnnSequenceBuilder writes(
      int kind, memory.desc is, memory.desc written, OneDnnScratch scratch) {
    if (written.equals(is)) {
      return as(kind, is);
    }
    after = copy(written, is).buffer(DNNL_ARG_FROM, written, scratch).argument(DNNL_ARG_TO, is);
    afterArray = arrays;
    main.buffer(kind, written, scratch);
    arrays++;
    return this;
  }

  /** An array that is read or written as it is. */
  OneDnnSequenceBuilder as(int kind, memory.desc is) {
    main.argument(kind, is);
    direct.add(arrays);
    arrays++;
    return this;
  }

  OneDnnSequence build() {
    sequence.then(main, direct);
    if (after != null) {
      sequence.then(after, List.of(afterArray));
    }
    return sequence;
  }

  private OneDnnPrimitive copy(memory.desc from, memory.desc to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            runtime.engine(), from, runtime.engine(), to, runtime.attributes(), false);
    return new OneDnnPrimitive(runtime, new reorder(description), description);
  }
}
