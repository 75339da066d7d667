export PIP_DEFAULT_TIMEOUT=60
export PIP_NO_INPUT=1
export PIP_NO_CACHE_DIR=1
pip install requests
