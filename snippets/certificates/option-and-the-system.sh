pip install --cert ~/other-list.pem requests
