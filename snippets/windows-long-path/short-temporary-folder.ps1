New-Item -ItemType Directory -Force C:\t
$env:TEMP = "C:\t"
pip install requests
