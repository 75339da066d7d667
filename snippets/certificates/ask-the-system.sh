pip install --use-feature=truststore requests
