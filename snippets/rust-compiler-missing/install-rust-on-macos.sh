brew install rust
