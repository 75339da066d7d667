pip debug --verbose
