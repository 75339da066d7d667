"""`python -m pipclinic` is the `pipclinic` command."""

from pipclinic.cli import app

app()
