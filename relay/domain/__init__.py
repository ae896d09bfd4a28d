"""Nouns: what exists, and what may happen to it."""
