"""Looks: their parameters read, and what a look lacks told to its designer."""
