"""What `caunoi index` can do, one module a subject.

Each module has `add(actions)`, which adds its sub-commands with `set_defaults(act=...)`, a function of the command and
the options.
"""
