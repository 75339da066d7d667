pip config set install.prefer-binary true
