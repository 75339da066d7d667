export CUDA_HOME=/usr/local/cuda
export PATH="$CUDA_HOME/bin:$PATH"
pip install --no-build-isolation requests
