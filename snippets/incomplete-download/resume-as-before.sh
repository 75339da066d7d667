pip config --user unset global.resume-retries
