"""Practising a breach: a case that never happened, in a register of its own, on a clock that runs fast."""
