pip install scikit-learn
pip install --no-deps requests
