"""Sandboxes that are a whole system, with its own users, packages, Python and pip."""
