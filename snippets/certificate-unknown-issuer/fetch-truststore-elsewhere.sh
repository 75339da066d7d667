pip download --dest truststore truststore
