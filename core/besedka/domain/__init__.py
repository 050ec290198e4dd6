"""Pure rules: states, rights, what who sees. No I/O and no clock; time is an argument."""
