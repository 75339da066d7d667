pip install nvidia-cuda-runtime
