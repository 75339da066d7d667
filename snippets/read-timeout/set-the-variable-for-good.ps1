[Environment]::SetEnvironmentVariable("PIP_DEFAULT_TIMEOUT", "60", "User")
