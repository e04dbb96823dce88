"""The speech engines: each turns a text into samples behind one small protocol."""
