pip cache remove requests
