brew install git
