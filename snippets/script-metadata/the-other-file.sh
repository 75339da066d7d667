pip install --requirements-from-script app/report.py
