xcode-select --install
