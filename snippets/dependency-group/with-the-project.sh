pip install --group test .
