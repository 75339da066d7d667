pip install --no-cache-dir --force-reinstall -r requirements.txt
