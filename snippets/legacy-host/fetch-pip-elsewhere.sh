pip download --dest wheels "pip<22"
