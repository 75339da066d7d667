$folder = "$env:APPDATA\Python\Python313\Scripts"
$path = [Environment]::GetEnvironmentVariable("Path", "User")
[Environment]::SetEnvironmentVariable("Path", "$path;$folder", "User")
