pip install pyyaml==5.4.1
