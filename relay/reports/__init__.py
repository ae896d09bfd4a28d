"""WINDOWS. Look in, change nothing."""
