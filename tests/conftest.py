"""Plugins for the whole suite."""

pytest_plugins = ["tests.dekking", "tests.browser", "tests.grendels"]
