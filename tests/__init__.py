"""Tests: specimens, not mocks."""
