Set-Date (Read-Host "Date and time now, such as 2026-12-31 14:05")
w32tm /resync
