winget install --id Git.Git --exact
