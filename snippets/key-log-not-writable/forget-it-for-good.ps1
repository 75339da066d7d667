[Environment]::SetEnvironmentVariable("SSLKEYLOGFILE", $null, "User")
