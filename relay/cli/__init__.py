"""BACK DOOR. `relay --help`."""
