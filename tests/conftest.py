"""The fixtures every folder of tests may ask for."""

pytest_plugins = ["tests.servers.fixtures", "tests.stores", "tests.cast", "tests.sequel"]
