pip install git+https://github.com/example/requests.git
