sudo apt-get install --yes python3-venv
python3 -m venv .venv
