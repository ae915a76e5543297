"""Every writer prints the same specimen report (see specimen.py)."""
