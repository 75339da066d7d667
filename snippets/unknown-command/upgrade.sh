pip upgrade requests
