python -c "import requests"
