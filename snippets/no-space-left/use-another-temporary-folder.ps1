$env:TMP = "D:\tmp"
$env:TEMP = "D:\tmp"
pip install requests
