pip list --outdated
