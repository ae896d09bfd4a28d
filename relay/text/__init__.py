"""WORDS. The pure language engine: text in, small frozen dataclasses out."""
