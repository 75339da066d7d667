. .venv/bin/activate
pip install requests
python -c "import requests"
