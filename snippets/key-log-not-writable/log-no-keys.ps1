$env:SSLKEYLOGFILE = $null
pip install requests
