pip cache purge
pip install --no-cache-dir requests
