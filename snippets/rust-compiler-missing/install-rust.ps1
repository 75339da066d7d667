winget install Rustlang.Rustup
