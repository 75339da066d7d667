mv ~/.pydistutils.cfg ~/.pydistutils.cfg.old
