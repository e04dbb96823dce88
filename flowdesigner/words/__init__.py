"""What the window says, in Simplified Chinese, Traditional Chinese and English, switched while it runs."""
