pip config --user set global.resume-retries 20
