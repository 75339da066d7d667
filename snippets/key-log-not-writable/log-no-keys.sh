unset SSLKEYLOGFILE
pip install requests
