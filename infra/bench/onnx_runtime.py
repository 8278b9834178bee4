#!/usr/bin/env python3
"""Times an exported model in ONNX Runtime, with the input and the output fields of peer_torch.py's mode infer.

  python3 -m venv peer && peer/bin/pip install onnxruntime==1.31.1
  peer/bin/python infra/bench/onnx_runtime.py EXPORT/onnx/model.onnx

Run it in turn with `peer_torch.py infer`, a few times, and compare the ratio of the best: absolute times vary by
machine.
"""

import argparse
import json
import resource
import time
from pathlib import Path

import numpy as np
import onnxruntime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = arguments.threads
    session = onnxruntime.InferenceSession(str(arguments.model), options, providers=["CPUExecutionProvider"])
    shape = (arguments.batch, int(16_000 * arguments.seconds))
    audio = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    times = []
    for _ in range(arguments.steps):
        start = time.perf_counter()
        session.run(["logits"], {"input_values": audio})
        times.append(time.perf_counter() - start)
    best = min(times)
    result = {
        "peer": f"onnxruntime {onnxruntime.__version__}",
        "mode": "infer",
        "file": arguments.model.name,
        "batch": arguments.batch,
        "seconds": arguments.seconds,
        "step_s": round(best, 4),
        "audio_s_per_s": round(arguments.batch * arguments.seconds / best, 2),
        "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
