pip config set global.progress_bar off
