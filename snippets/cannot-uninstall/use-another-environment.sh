python3 -m venv ~/project-env
~/project-env/bin/python -m pip install requests
