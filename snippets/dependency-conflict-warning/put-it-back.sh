pip install "urllib3>=1.21.1,<1.25"
