"""Simulated calls in the designer: the process that runs them, the phone, breakpoints, values, scripts.

Process (process.py)            `callwright ...` as a process: lines in batches, its end with the reason
Worker (worker.py)              `callwright simulate --worker`: send(do, then, **fields), silence is noticed
Overlay (overlay.py)            a folder with the open flows as they are drawn, for a process
Call (call.py), Way (way.py)    what is known of a call from its lines: plain data
Simulation (simulation.py)      one document's call: start, stop, press, send, set_breakpoints, prepare
Simulations.of(workspace)       all calls; which is in front; breakpoints; speed, sound, following
show_way(...) (shown.py)        a way and the nodes that run, on the drawings
node_words, wire_words (passed.py)    what a call had at a node or wire: hovering.py, selected.py
read_answers, with_answers (answers.py)    prepared answers as rows of a text, and back; verdicts.py
Phone, Variables, MocksPanel, Scripts    the panels; ACTIONS (actions.py) the menu Call
"""
