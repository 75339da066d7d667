"""The stub index: a small internet on loopback that can misbehave. It knows nothing of pages."""
