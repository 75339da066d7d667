pip config --user set global.timeout 60
pip config --site set global.retries 10
