"""Every way a world or a machine can fail, one small frozen type each."""
