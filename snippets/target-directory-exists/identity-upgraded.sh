pip install --upgrade --target ./package azure-identity
