pip install torch setuptools
pip install --no-build-isolation -r requirements.txt
