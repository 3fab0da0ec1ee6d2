"""Compares guiju with other programs on the same documents; see README.md."""
