"""Pieces of conversations that several flows share: each a module of steps and what follows, and a words file."""
