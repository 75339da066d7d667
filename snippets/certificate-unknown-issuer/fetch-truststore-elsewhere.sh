pip download --no-deps --dest truststore truststore
