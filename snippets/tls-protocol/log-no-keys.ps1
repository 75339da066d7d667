Remove-Item Env:SSLKEYLOGFILE
pip install requests
