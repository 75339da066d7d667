~/project-env/bin/python -m pip install requests
