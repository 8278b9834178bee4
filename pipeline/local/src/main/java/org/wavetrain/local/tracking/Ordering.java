package org.wavetrain.local.tracking;

/** One term of an {@code order_by} list. */
record Ordering(Field field, boolean ascending) {}
