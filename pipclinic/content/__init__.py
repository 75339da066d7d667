"""What authors write, read and validated."""
