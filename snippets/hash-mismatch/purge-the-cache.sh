pip cache purge
