pip cache info
