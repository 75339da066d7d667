"""What readers get: pages, lists, errors.json, releases."""
