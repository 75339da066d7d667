pip install requests
python -c "import requests"
