pip install "https://files.pythonhosted.org/packages/2b/ae/baacc5811ab95bbb8a278d8efb206352a86d26d8800a840d168b9631b2d1/requests-2.34.2-py3-none-any.whl#egg=requests==2.34.2"
