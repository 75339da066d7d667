pip download --dest wheels requests==2.34.2
