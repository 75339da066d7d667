echo "export PATH=\"$(python3 -m site --user-base)/bin:\$PATH\"" >>~/.zshrc
