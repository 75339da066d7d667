[Environment]::SetEnvironmentVariable("PIP_RETRIES", "10", "User")
