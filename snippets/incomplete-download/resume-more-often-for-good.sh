pip config set global.resume-retries 20
