"""The TraceViewer: journals of simulated and of real calls as tables, filtered, compared and played."""
