"""The properties of a node: typed editors made from the declaration of its type, with help and live faults.

Properties(workspace)            the panel; focus_field(node, place)      properties.py
subject.py    the node, or several whose common fields are edited at once; writes by the document's verbs
kinds.py      which editor a kind of nodes/kinds.py has; editor.py is what all editors have in common
simple, picker, keypad, code_editors, table, prompt                       the editors
hearing.py    lets a prompt be heard at once: speaker.py (a process), recordings, tones
"""
