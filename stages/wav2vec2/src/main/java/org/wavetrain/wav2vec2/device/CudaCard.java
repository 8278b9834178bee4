package org.wavetrain.wav2vec2.device;

/** An NVIDIA card, as its driver names it. */
record CudaCard(String name, ComputeCapability capability) {}
