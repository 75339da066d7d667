pip config --editor cat edit
