"""PENS. Who may word a message; the phrasebook is the default."""
