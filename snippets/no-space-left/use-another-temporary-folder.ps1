New-Item -ItemType Directory -Force D:\tmp
$env:TMP = "D:\tmp"
$env:TEMP = "D:\tmp"
pip install requests
