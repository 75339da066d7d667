pip download --dest dist requests==2.34.2
