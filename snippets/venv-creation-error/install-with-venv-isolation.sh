pip install --use-feature=venv-isolation requests
