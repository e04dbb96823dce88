"""The designer as a program on a real screen: windows, a window manager, mouse and keyboard."""
