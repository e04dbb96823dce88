"""Flows as drawings: layered layout, orthogonal routes, SVG, and a page that needs no network."""
