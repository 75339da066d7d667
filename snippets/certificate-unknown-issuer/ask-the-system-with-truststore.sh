pip install --no-index --find-links truststore truststore
pip install --use-feature=truststore requests
