pip wheel --wheel-dir wheels requests
