pip install --requirements-from-script report.py
