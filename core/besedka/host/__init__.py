"""Plugins: found by their entry points, started through pluggy, asked through typed registries."""
