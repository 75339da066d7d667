mkdir -p "${SSLKEYLOGFILE%/*}"
pip install requests
