py -m venv C:\v
C:\v\Scripts\Activate.ps1
pip install requests
