pip lock --pre requests
