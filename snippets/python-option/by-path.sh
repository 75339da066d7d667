pip --python "$(command -v python3)" install requests
