"""Operators that run Wavetrain's program in containers, pods and processes."""
