pip install -r requirements.lock git+https://example.com/tool.git
