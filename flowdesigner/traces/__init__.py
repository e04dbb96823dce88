"""The TraceViewer: journals of simulated and of real calls as tables, filtered, compared and played.

TraceViewer (viewer.py)   the panel: show_journal(entries, name), show_live()
TraceModel (model.py)     its table; rows.py says events in words
files.save, files.load    journals as JSON lines; raise TraceFault (.say)
compare (comparing.py)    two journals in line with each other; CompareDialog shows them
CallsDialog (calls.py)    the calls of a store
"""
