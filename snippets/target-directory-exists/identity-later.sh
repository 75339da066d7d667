pip install --target ./package azure-identity
