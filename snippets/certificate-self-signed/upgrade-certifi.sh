pip install --upgrade certifi
