pip config unset global.resume-retries
