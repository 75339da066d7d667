export PIP_PROGRESS_BAR=off
pip install requests
