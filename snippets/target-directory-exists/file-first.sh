touch ./package
