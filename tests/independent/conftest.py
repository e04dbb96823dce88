"""The scripts here are played by test_independent.py, which makes the database that one of them needs."""

collect_ignore_glob = ["*.yaml"]
