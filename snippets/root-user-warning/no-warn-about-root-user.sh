export PIP_NO_WARN_ABOUT_ROOT_USER=0
pip install requests
