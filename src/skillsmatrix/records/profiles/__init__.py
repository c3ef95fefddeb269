"""Profiles: how to read the files of one system; TOML files, and what reads and checks them."""
