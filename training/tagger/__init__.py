"""The reader's training: a small encoder that marks each word of a note. Needs the dependency group `model`."""
