mv ./package ./package-old
pip install --target ./package requests
