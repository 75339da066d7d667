"""Runs a step and says what happened."""
