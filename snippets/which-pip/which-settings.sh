pip config debug
