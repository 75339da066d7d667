pip install --requirements-from-script report.py --requirements-from-script app/report.py
