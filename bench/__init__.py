"""What Callwright costs, measured: each module prints one table beside what is promised."""
