"""pip clinic: pages about the errors pip prints, with every command on them executed."""
