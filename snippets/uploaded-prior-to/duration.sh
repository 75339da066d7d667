pip install --uploaded-prior-to P3D requests
