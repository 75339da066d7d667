pip install scikit-learn
