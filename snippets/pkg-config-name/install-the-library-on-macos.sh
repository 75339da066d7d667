brew install mysql-client pkg-config
