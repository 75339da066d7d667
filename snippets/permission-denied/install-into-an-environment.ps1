py -m venv .venv
.venv\Scripts\pip install requests
