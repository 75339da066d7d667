Remove-Item Env:HTTPS_PROXY, Env:ALL_PROXY -ErrorAction SilentlyContinue
pip install requests
