import subprocess
import sys

subprocess.run([sys.executable, "-m", "pip", "install", "requests"], check=True)

import requests
