"""The vocabulary shared by all rooms. Standard library only; no I/O."""
