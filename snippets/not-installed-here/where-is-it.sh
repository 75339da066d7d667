python -c "import requests; print(requests.__file__)"
