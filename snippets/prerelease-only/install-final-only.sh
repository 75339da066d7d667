pip install --only-final :all: "requests>=2.34"
