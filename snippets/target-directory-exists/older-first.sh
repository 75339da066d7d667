pip install --target ./package requests==2.33.0
