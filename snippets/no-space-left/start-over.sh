pip uninstall -y requests
rm -rf ~/.cache/pip
pip install --no-cache-dir requests
