pip config --user set global.retries 10
