pip show yaml
