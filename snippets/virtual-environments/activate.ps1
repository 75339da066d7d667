py -m venv .venv
.venv\Scripts\Activate.ps1
pip install requests
