(Get-Content requirements.txt) -replace " *@ *file:.*" | Set-Content without-paths.txt
pip install -r without-paths.txt
