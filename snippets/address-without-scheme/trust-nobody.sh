pip install --trusted-host "$COMPANY_HOST" requests
