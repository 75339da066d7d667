ls ./package
