pip config set global.retries 10
