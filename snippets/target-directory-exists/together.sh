mv ./package ./package-old
pip install --target ./package azure-storage-blob azure-identity
