$login = (Get-Credential -UserName "ada" -Message "Proxy").GetNetworkCredential()
$env:HTTPS_PROXY = "http://ada:" + [uri]::EscapeDataString($login.Password) + "@proxy.example.com:3128"
pip install requests
