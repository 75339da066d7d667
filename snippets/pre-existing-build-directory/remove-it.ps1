Remove-Item -Recurse -Force .\build\requests
pip install --build .\build requests
