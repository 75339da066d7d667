pip install --target ./package azure-storage-blob
