pip help
