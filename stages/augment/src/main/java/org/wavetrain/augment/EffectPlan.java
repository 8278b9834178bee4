package org.wavetrain.augment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wavetrain.audio.AudioEffect;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

/**
 * Draws the effects of each copy from the seed, the utterance's id and the number of the copy
 * alone, so that neither threads nor other utterances change them.
 */
final class EffectPlan {
  private final long seed;
  private final Map<EffectKind, Double> probabilities = new EnumMap<>(EffectKind.class);
  private final Map<EffectKind, Range> ranges = new EnumMap<>(EffectKind.class);

  /**
   * @throws UserFailure when a range is malformed or no effect can be drawn
   */
  EffectPlan(Parameters parameters, long seed) {
    this.seed = seed;
    for (EffectKind kind : EffectKind.values()) {
      ranges.put(kind, Range.of(parameters, kind.rangeName()));
      double probability = parameters.number(kind.probabilityName());
      if (probability > 0) {
        probabilities.put(kind, probability);
      }
    }
    if (probabilities.isEmpty()) {
      throw new UserFailure(
          AugmentError.AUGMENT_NO_EFFECT,
          "All probabilities of augment's effects are 0.",
          "Give one of them a larger number, or leave the stage out.");
    }
  }

  /**
   * The effects of one copy, in the order in which they are applied; at least one.
   *
   * @param utterance id of the original
   * @param copy counted from 1
   */
  Map<EffectKind, AudioEffect> draw(String utterance, int copy) {
    SplittableRandom random = new SplittableRandom(seedOf(utterance, copy));
    Map<EffectKind, AudioEffect> drawn = new EnumMap<>(EffectKind.class);
    Map<EffectKind, AudioEffect> possible = new EnumMap<>(EffectKind.class);
    for (EffectKind kind : EffectKind.values()) {
      // Each kind has numbers of its own: another probability of one leaves the others as they are.
      SplittableRandom own = random.split();
      boolean chosen = own.nextDouble() < probabilities.getOrDefault(kind, 0.0);
      AudioEffect effect = kind.effect(ranges.get(kind).draw(own), own);
      if (probabilities.containsKey(kind)) {
        possible.put(kind, effect);
      }
      if (chosen) {
        drawn.put(kind, effect);
      }
    }
    if (drawn.isEmpty()) {
      List<EffectKind> kinds = List.copyOf(possible.keySet());
      EffectKind kind = kinds.get(random.nextInt(kinds.size()));
      drawn.put(kind, possible.get(kind));
    }
    return drawn;
  }

  private long seedOf(String utterance, int copy) {
    byte[] name = utterance.getBytes(StandardCharsets.UTF_8);
    ByteBuffer input = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + name.length);
    input.putLong(seed).putInt(copy).put(name);
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(input.array())).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
