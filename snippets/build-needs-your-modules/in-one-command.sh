pip install torch requests
