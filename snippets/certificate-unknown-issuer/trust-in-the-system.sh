sudo cp ~/company-ca.pem /usr/local/share/ca-certificates/company-ca.crt
sudo update-ca-certificates
