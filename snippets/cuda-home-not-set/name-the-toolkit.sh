find /usr/local /opt -name nvcc
export CUDA_HOME=/usr/local/cuda-12.4
export PATH="$CUDA_HOME/bin:$PATH"
pip install --no-build-isolation requests
